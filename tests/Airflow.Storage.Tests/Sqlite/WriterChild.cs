using System.Diagnostics;
using System.Globalization;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Pools;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Sqlite;

/// <summary>A process that writes pairs of task instances into run r of DAG d until it is killed, and prints the number of each that was confirmed.</summary>
internal static class WriterChild
{
    public const string Argument = "write-until-killed";

    public static Process Start(string url, string? crashPoint)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument, url]) { RedirectStandardOutput = true };
        start.Environment[CrashPoints.Variable] = crashPoint ?? "";
        return Process.Start(start)!;
    }

    public static async Task RunAsync(string url)
    {
        await using var stores = AirflowDatabase.Open(url);
        var time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        for (var i = 0; ; i++)
        {
            TaskInstance[] pair = [Make($"first_{i}"), Make($"second_{i}")];
            await stores.StateWriter.WriteAsync(new StateChange { NewTasks = pair }, CancellationToken.None);
            await Console.Out.WriteLineAsync(i.ToString(CultureInfo.InvariantCulture));
        }

        TaskInstance Make(string taskId) =>
            new() { Id = Guid.CreateVersion7(time), Key = new TaskInstanceKey("d", "r", taskId, -1), Pool = Pool.DefaultName, Queue = "default" };
    }
}
