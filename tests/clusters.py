"""Ray clusters for tests: several nodes on this machine, all on 127.0.0.1, and what goes on in them. Skips where Ray is absent."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import pytest


def need_ray() -> None:
    if importlib.util.find_spec("ray") is None:
        pytest.skip("the package ray is not installed: pip install 'smart-v4-assistant[ray]'")


def _node(cpus: int) -> dict[str, Any]:
    return {"num_cpus": cpus, "node_ip_address": "127.0.0.1", "include_dashboard": False, "object_store_memory": 100_000_000}


class Nodes:
    """A cluster: a head without CPUs, and nodes that read."""

    def __init__(self, cpus: tuple[int, ...]) -> None:
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"  # read when Ray is imported: no address but 127.0.0.1
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        from ray.cluster_utils import Cluster

        self._before = {child.pid for child in psutil.Process().children(recursive=True)}
        self._cluster = Cluster(initialize_head=True, head_node_args=_node(0))
        self.address = str(self._cluster.address)
        self.nodes = [self.add(n) for n in cpus]

    def add(self, cpus: int = 1) -> Any:
        return self._cluster.add_node(**_node(cpus))

    def remove(self, node: Any) -> None:
        """As if its machine were switched off."""
        self._cluster.remove_node(node, allow_graceful=False)

    def lose(self) -> None:
        """As if all of its machines were switched off."""
        for node in list(self._cluster.list_all_nodes()):
            self._cluster.remove_node(node, allow_graceful=False)

    def workers(self, *titles: str) -> list[psutil.Process]:
        """The nodes' processes that read a file just now, or those of the titles that Ray gives them."""
        found = []
        for process in psutil.Process().children(recursive=True):
            try:
                if process.pid not in self._before and process.cmdline()[0].startswith(titles or "ray::read"):
                    found.append(process)
            except (psutil.Error, IndexError):
                continue
        return found

    def close(self) -> None:
        for node in list(self._cluster.list_all_nodes()):
            self._cluster.remove_node(node)


@contextmanager
def nodes(*cpus: int) -> Iterator[Nodes]:
    """A cluster of so many nodes, each with so many CPUs, beside its head."""
    need_ray()
    cluster = Nodes(cpus)
    try:
        yield cluster
    finally:
        cluster.close()
