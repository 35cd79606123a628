using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Workers;

/// <summary>Tells that a worker is there: when it comes, at intervals, and when it goes.</summary>
internal sealed class WorkerHeart(CeleryWorker worker, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private Task beating = Task.CompletedTask;
    private bool isGone;

    public void Start()
    {
        Send("worker-online");
        beating = BeatAsync();
    }

    public void Beat() => Send("worker-heartbeat");

    public async ValueTask DisposeAsync()
    {
        if (isGone)
        {
            return;
        }

        isGone = true;
        await ending.CancelAsync();
        await beating;
        Send("worker-offline");
        ending.Dispose();
    }

    private async Task BeatAsync()
    {
        var token = ending.Token;
        using var timer = new PeriodicTimer(worker.Options.HeartbeatInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(token))
            {
                Beat();
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return;
        }
    }

    private void Send(string type) => worker.Events.Send(type, new JsonObject
    {
        ["freq"] = CeleryJson.Float(worker.Options.HeartbeatInterval.TotalSeconds),
        ["active"] = worker.Tries.Count(one => one.StartedAt is not null),
        ["processed"] = worker.Handled,
        ["loadavg"] = new JsonArray([.. LoadAverage().Select(CeleryJson.Float)]),
        ["sw_ident"] = "airflow.net",
        ["sw_ver"] = worker.Options.Version,
        ["sw_sys"] = "Linux",
    });

    private static IEnumerable<double> LoadAverage()
    {
        try
        {
            return File.ReadAllText("/proc/loadavg").Split(' ').Take(3).Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        }
        catch (IOException)
        {
            return [0, 0, 0];
        }
    }
}
