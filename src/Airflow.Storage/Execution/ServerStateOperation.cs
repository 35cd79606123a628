using Airflow.Engine.Execution;

namespace Airflow.Storage.Execution;

/// <summary>A state change that waits for the writer of a database server, with its answer.</summary>
internal sealed class ServerStateOperation(StatePlan plan, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<StateResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StatePlan Plan { get; } = plan;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public Task<StateResult> Answer => _answer.Task;

    /// <summary>What it came to in the transaction that is open; it holds once that is committed.</summary>
    public StateResult Result { get; set; }

    /// <summary>Why it failed, while others of its group did not.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Answers the caller; with an error when the transaction as a whole failed.</summary>
    public void Complete(Exception? groupFailure)
    {
        if ((groupFailure ?? Failure) is { } failure)
        {
            _answer.TrySetException(failure);
        }
        else
        {
            _answer.TrySetResult(Result);
        }
    }
}
