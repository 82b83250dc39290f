"""What may pass between the houses: disclosures out and in, requests, and the ledger of both sides."""
