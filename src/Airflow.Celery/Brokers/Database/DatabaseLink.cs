using Airflow.Engine;
using Airflow.Engine.Messaging;

namespace Airflow.Celery.Brokers.Database;

/// <summary>What the parts of a broker in a database share.</summary>
internal sealed class DatabaseLink(IMessageStore store, BrokerAddress address, BrokerOptions options, TimeProvider clock)
{
    /// <summary>How often one looks where the database cannot call.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>How often one looks all the same where it can.</summary>
    private static readonly TimeSpan SafetyInterval = TimeSpan.FromSeconds(1);

    /// <summary>A consumer that is gone for longer has lost what it took.</summary>
    private static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IAsyncDisposable? listener;
    private bool isListening;

    public BrokerAddress Address => address;

    public BrokerOptions Options => options;

    public TimeProvider Clock => clock;

    /// <summary>Never longer than the visibility timeout that was asked for.</summary>
    public TimeSpan Lease { get; } = options.VisibilityTimeout < LongestLease ? options.VisibilityTimeout : LongestLease;

    public async Task<T> CallAsync<T>(Func<IMessageStore, Task<T>> call)
    {
        try
        {
            return await call(store);
        }
        catch (AirflowException exception) when (exception is not BrokerException)
        {
            throw exception.IsTransient ? BrokerException.Unavailable(address, exception.Message, exception) : BrokerException.Refused(address, exception.Message, exception);
        }
    }

    public Task CallAsync(Func<IMessageStore, Task> call) => CallAsync(async one =>
    {
        await call(one);
        return true;
    });

    /// <summary>Ask for it before looking: what comes after the look completes it.</summary>
    public Task ArrivalAsync()
    {
        lock (gate)
        {
            if (!isListening)
            {
                isListening = true;
                listener = store.Listen(Pulse);
            }

            return arrival.Task;
        }
    }

    /// <summary>Waits for it, or until it is time to look anyway.</summary>
    public async Task WaitAsync(Task awaited, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(awaited, Task.Delay(listener is null ? LookInterval : SafetyInterval, clock, waiting.Token));
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Pulse()
    {
        lock (gate)
        {
            arrival.TrySetResult();
            arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async ValueTask CloseAsync()
    {
        if (listener is { } open)
        {
            await open.DisposeAsync();
        }

        await store.DisposeAsync();
    }
}
