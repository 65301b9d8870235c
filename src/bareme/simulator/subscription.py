"""A simulated subscription with a student in it."""

from bareme.simulator.any_resource import AnyResource
from bareme.simulator.capture import Capture
from bareme.simulator.changing import Changing
from bareme.simulator.collecting import Collecting
from bareme.simulator.command_line import CommandLine
from bareme.simulator.estate import Estate
from bareme.simulator.monitoring import Monitoring
from bareme.simulator.portal import Portal
from bareme.simulator.refusals import Refusals
from bareme.simulator.scale import ScaleSets


class Subscription(
    Portal, CommandLine, Changing, Capture, ScaleSets, Estate, Monitoring, Refusals, AnyResource, Collecting
):
    """Everything a student does in the lab, leaving exactly the traces that Azure keeps."""
