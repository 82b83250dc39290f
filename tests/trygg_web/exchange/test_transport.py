"""Over HTTPS with certificates on both sides: a real server in a process of its own."""

import pathlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test.utils import override_settings

from benchmarks.kill_exchange import HouseProcess
from tests.trygg_web.exchange.certificates import Authority
from tests.trygg_web.exchange.drafts import draft
from tests.trygg_web.exchange.houses import House
from trygg_web.access.models import Role
from trygg_web.exchange import actions, cards

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass
class Far:
    """A house that stands behind TLS, and what vouches for those who may knock."""

    house: HouseProcess
    address: str
    authority: Authority


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    """Social services behind a server that asks for a client's certificate."""
    tmp_path = tmp_path_factory.mktemp("far")
    authority = Authority(tmp_path, "authority")
    certificate, key = authority.certificate("server")
    house, port = HouseProcess("social-far", "social", tmp_path), free_port()
    command = [
        str(pathlib.Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-access-log",
        "--ssl-certificate", str(certificate), "--ssl-keyfile", str(key), "--ssl-ca", str(authority.file),
        "--ssl-client-verify", "trygg_web.project.wsgi:application",
    ]  # fmt: skip
    house.card = house.ask("open")  # type: ignore[attr-defined]  # kept for the test
    environment = {**house.environment, "TRYGG_HTTPS": "on"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Far(house, f"https://localhost:{port}/utlamnande/emot/", authority)
    finally:
        server.terminate()
        server.wait(timeout=20)
        house.close()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def send(police: House, far: Far, client: Authority, server: Authority) -> actions.PostRun:
    """One round of post from the police, who show a certificate by one authority and believe another."""
    certificate, key = client.certificate("police")
    far.house.ask("meet", own_card(police))
    own = {
        "TRYGG_TLS_CERTIFICATE": str(certificate), "TRYGG_TLS_KEY": str(key), "TRYGG_TLS_AUTHORITY": str(server.file),
    }  # fmt: skip
    with police.inside(), override_settings(**own):
        card = cards.read_card(far.house.card)  # type: ignore[attr-defined]  # set by the fixture
        way = actions.Way("https", far.address)
        actions.meet(card, way, by=police.user(Role.ADMINISTRATOR))
        actions.disclose(draft(), by=police.user(Role.OFFICER))
        return actions.post(by=police.user(Role.NIGHT))


def came(far: Far) -> int:
    return len(far.house.ask("count")["came"])


def own_card(house: House) -> str:
    with house.inside():
        return cards.own_card()


def test_a_message_is_handed_over_with_certificates_on_both_sides(strangers: tuple[House, House], far: Far) -> None:
    police, before = strangers[0], came(far)

    run = send(police, far, far.authority, far.authority)

    assert (run.sent, run.failed) == (1, 0)
    assert came(far) == before + 1


def test_one_whom_nobody_vouches_for_does_not_get_in(
    strangers: tuple[House, House], far: Far, tmp_path: pathlib.Path
) -> None:
    police, stranger = strangers[0], Authority(tmp_path, "stranger")

    before = came(far)

    run = send(police, far, stranger, far.authority)

    assert (run.sent, run.failed) == (0, 1)
    assert came(far) == before


def test_a_server_that_nobody_vouches_for_is_told_nothing(
    strangers: tuple[House, House], far: Far, tmp_path: pathlib.Path
) -> None:
    police, stranger = strangers[0], Authority(tmp_path, "stranger")

    before = came(far)

    run = send(police, far, far.authority, stranger)

    assert (run.sent, run.failed) == (0, 1)
    assert came(far) == before
