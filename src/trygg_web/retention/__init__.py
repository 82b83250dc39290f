"""How long this house keeps what it has: nightly proposals, two persons' decision, protocols, and what stays erased."""
