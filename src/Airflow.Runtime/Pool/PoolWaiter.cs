namespace Airflow.Runtime.Pool;

/// <summary>A try that waits for a runtime.</summary>
/// <param name="Key">Its code.</param>
/// <param name="Since">Timestamp of the time provider.</param>
internal sealed record PoolWaiter(CodeKey Key, long Since)
{
    public LinkedListNode<PoolWaiter>? Node { get; set; }

    public TaskCompletionSource<RuntimeProcess> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
