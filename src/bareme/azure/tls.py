"""The certificate authorities to trust."""

import os
import ssl

_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def ca_bundle() -> str | None:
    """The file of the variables that `az` and curl obey; `SSL_CERT_FILE` needs no help, OpenSSL reads it."""
    return next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), None)


def tls() -> ssl.SSLContext:
    """Certificates checked, always."""
    return ssl.create_default_context(cafile=ca_bundle())
