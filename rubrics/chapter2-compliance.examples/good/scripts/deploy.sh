#!/bin/bash
read -rsp "Mot de passe : " PASSWORD
az vm availability-set create -g rg-boutique-dev-frc -n avail-sql-dev-frc-001
for i in 1 2; do
  az vm create -g rg-boutique-dev-frc -n devfc-sqlvm0$i --image Ubuntu2404 --size Standard_B2ats_v2 \
    --availability-set avail-sql-dev-frc-001 --admin-password "$PASSWORD"
done
