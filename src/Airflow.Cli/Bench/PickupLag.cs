using System.Globalization;
using Airflow.Engine.XComs;

namespace Airflow.Cli.Bench;

/// <summary>Milliseconds from an accepted trigger to the first line of the task's code.</summary>
internal sealed class PickupLag(BenchHome home)
{
    public const string DagId = "clock";

    public Task<double> MeasureAsync(string runId, CancellationToken cancellationToken) => MeasureAsync(DagId, runId, cancellationToken);

    public async Task<double> MeasureAsync(string dagId, string runId, CancellationToken cancellationToken)
    {
        var run = await home.TriggerAsync(dagId, runId, cancellationToken);
        await home.WaitForRunAsync(run, cancellationToken);
        var xcom = await home.Stores.XComs.FindAsync(new XComKey(dagId, run.RunId, "now", XCom.ReturnKey), false, cancellationToken);
        var micros = long.Parse(xcom!.Value, CultureInfo.InvariantCulture) - ((run.QueuedAt!.Value - DateTimeOffset.UnixEpoch).Ticks / 10);
        return micros / 1000.0;
    }
}
