"""Files that say in which country an address is, as operators get them from elsewhere."""

from pathlib import Path

import netaddr
from mmdb_writer import MMDBWriter

Facts = dict[str, dict[str, str]]


def country_file(folder: Path, countries: dict[str, str | Facts], kind="Test-Country") -> Path:
    """From networks to the code of a country, or to everything that the file says of them."""
    writer = MMDBWriter(ip_version=6, ipv4_compatible=True, database_type=kind)
    for network, facts in countries.items():
        said = {"country": {"iso_code": facts}} if isinstance(facts, str) else facts
        writer.insert_network(netaddr.IPSet([network]), said)
    file = folder / f"{kind}.mmdb"
    writer.to_db_file(str(file))
    return file
