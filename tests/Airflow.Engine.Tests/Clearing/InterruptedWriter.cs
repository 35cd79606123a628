using Airflow.Engine.Execution;

namespace Airflow.Engine.Tests.Clearing;

/// <summary>Lets something happen right before its first write.</summary>
internal sealed class InterruptedWriter(IStateWriter inner, Func<Task> interruption) : IStateWriter
{
    private bool _isInterrupted;

    public async Task<StateResult> WriteAsync(StateChange change, CancellationToken cancellationToken)
    {
        if (!_isInterrupted)
        {
            _isInterrupted = true;
            await interruption();
        }

        return await inner.WriteAsync(change, cancellationToken);
    }
}
