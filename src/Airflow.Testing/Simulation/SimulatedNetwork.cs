namespace Airflow.Testing.Simulation;

/// <summary>Messages between nodes, each with a fate of its own.</summary>
internal sealed class SimulatedNetwork(SimulatedNode wire, Func<string, MessageFate> fate)
{
    /// <summary>Sends; what arrives runs on the receiver, unless that is dead by then.</summary>
    /// <param name="what">Name of the message, for chance and for the trace.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="deliver">What the receiver does with it.</param>
    public void Send(string what, SimulatedNode to, Action deliver)
    {
        var arrivals = fate(what).Arrivals;
        if (arrivals.Count != 1)
        {
            wire.World.Note(wire, $"{what} to {to.Name} {(arrivals.Count == 0 ? "lost" : "doubled")}");
        }

        foreach (var delay in arrivals)
        {
            if (delay <= TimeSpan.Zero)
            {
                to.Post(static arrived => ((Action)arrived!)(), deliver);
            }
            else
            {
                wire.Start(() => DeliverAsync(to, delay, deliver));
            }
        }
    }

    private async Task DeliverAsync(SimulatedNode to, TimeSpan delay, Action deliver)
    {
        await Task.Delay(delay, wire.Clock);
        to.Post(static arrived => ((Action)arrived!)(), deliver);
    }
}
