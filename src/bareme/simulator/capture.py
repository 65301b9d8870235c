"""Capturing images."""

from typing import Any

from bareme.evidence import Source
from bareme.reference.arm import fold
from bareme.simulator.events import Call
from bareme.simulator.ids import stamp
from bareme.simulator.power import Power
from bareme.simulator.removal import Removal
from bareme.simulator.shapes import image


class Capture(Power, Removal):
    """The portal's Capture, and snapshots."""

    def capture_managed_image(self, vm: str, name: str = "img-vm1", *, auto_delete: bool = False) -> str:
        """A managed image: the machine is stopped and generalized, and lost with `auto_delete`. Returns the id."""
        image_id = self.id_of("Microsoft.Compute/images", name)
        with self.related():
            self._prepare(vm)
            wire, runtime = self._machine_of(vm)
            self._make(image.managed_image(image_id, wire, runtime.generation))
            if auto_delete:
                self.delete_vm(vm)
        return image_id

    def capture_gallery_version(
        self, vm: str, path: str = "galTp2/win2016/1.0.0", *, specialized: bool = True, auto_delete: bool = False
    ) -> str:
        """A gallery version; a specialized one leaves the machine as it is. Returns the version's id."""
        gallery, definition, _ = path.split("/")
        gallery_id = self.id_of("Microsoft.Compute/galleries", gallery)
        definition_id = self.id_of("Microsoft.Compute/galleries/images", f"{gallery}/{definition}")
        version_id = self.id_of("Microsoft.Compute/galleries/images/versions", path)
        with self.related():
            if not specialized:
                self._prepare(vm)
            wire, runtime = self._machine_of(vm)
            self._make(image.gallery(gallery_id, wire["location"]))
            self._make(image.definition(definition_id, wire, runtime.generation, specialized=specialized))
            self._make(image.version(version_id, wire, stamp(self.now)))
            if auto_delete:
                self.delete_vm(vm)
        return version_id

    def snapshot(self, vm: str, name: str = "snap-vm1") -> str:
        """A snapshot of the OS disk; returns the id."""
        os_disk = self.find(Source.VIRTUAL_MACHINES, vm)["properties"]["storageProfile"]["osDisk"]
        snapshot_id = self.id_of("Microsoft.Compute/snapshots", name)
        disk = self.resources[fold(os_disk["managedDisk"]["id"])]
        self._make(image.snapshot(snapshot_id, disk["location"], disk["id"], os_disk["diskSizeGB"], stamp(self.now)))
        return snapshot_id

    def copy_disk(self, source: str, name: str = "disk-copy") -> str:
        """A disk made of another disk, or of a snapshot; returns the id."""
        held = self.resources[fold(source)]
        disk_id = self.id_of("Microsoft.Compute/disks", name)
        copied = {"creationData": {"createOption": "Copy", "sourceResourceId": source}, "diskState": "Unattached"}
        properties = {"diskSizeGB": held["properties"]["diskSizeGB"], "osType": "Windows", **copied}
        self._make(image.disk(disk_id, held["location"], properties))
        return disk_id

    def image_of(self, source: str, name: str = "img-copy") -> str:
        """A managed image of a disk or of a snapshot: `az image create --source`. Returns the id."""
        image_id = self.id_of("Microsoft.Compute/images", name)
        self._make(image.image_of_disk(image_id, self.resources[fold(source)]))
        return image_id

    def version_of(self, source: str, path: str = "galTp2/copie/1.0.0") -> str:
        """A gallery version of an image, another version, a disk or a snapshot. Returns the version's id."""
        gallery, definition, _ = path.split("/")
        held = self.resources[fold(source)]
        version_id = self.id_of("Microsoft.Compute/galleries/images/versions", path)
        like = {"location": held["location"], "properties": {"storageProfile": {"osDisk": {"osType": "Windows"}}}}
        definition_id = self.id_of("Microsoft.Compute/galleries/images", f"{gallery}/{definition}")
        with self.related():
            self._make(image.gallery(self.id_of("Microsoft.Compute/galleries", gallery), held["location"]))
            self._make(image.definition(definition_id, like, "V1", specialized=False))
            self._make(image.version_of(version_id, held, stamp(self.now)))
        return version_id

    def _prepare(self, vm: str) -> None:
        self.deallocate(vm)
        self.generalize(vm)

    def _make(self, wire: dict[str, Any]) -> None:
        if fold(wire["id"]) not in self.resources:
            operation = f"{wire['type']}/write"
            self.call(Call(operation=operation, resource_id=wire["id"], body=wire, created=True), seconds=120)
            self.put(wire)
