using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Storage;

namespace Airflow.Cli.Roles;

/// <summary>Sets a role's clock by that of its database, from time to time: the host's may be set while the role runs.</summary>
internal sealed class ClockKeeper : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly IMetadataDatabase database;
    private readonly SharedClock clock;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping;

    public ClockKeeper(IMetadataDatabase database, SharedClock clock)
    {
        this.database = database;
        this.clock = clock;
        keeping = KeepAsync();
    }

    public static async Task SetAsync(IMetadataDatabase database, SharedClock clock, CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        clock.Set(await database.GetTimeAsync(cancellationToken), SharedClock.Tolerance, asked);
    }

    public void Dispose()
    {
        stopping.Cancel();
        if (keeping.IsCompleted)
        {
            stopping.Dispose();
        }
    }

    private async Task KeepAsync()
    {
        while (true)
        {
            await Task.Delay(Interval, clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await SetAsync(database, clock, stopping.Token);
            }
            catch (Exception exception) when (exception is AirflowException or OperationCanceledException or ObjectDisposedException)
            {
                // the role itself meets the same database and says what is wrong; the clock goes on as it was set
                continue;
            }
        }
    }
}
