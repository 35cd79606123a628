using System.Runtime.CompilerServices;

namespace Airflow.Testing.Simulation;

/// <summary>Awaited, it goes on as a new piece of work of the node.</summary>
internal readonly struct NodeSwitch(SimulatedNode node) : ICriticalNotifyCompletion
{
    private static readonly SendOrPostCallback Continue = static continuation => ((Action)continuation!)();

    public bool IsCompleted => false;

    public NodeSwitch GetAwaiter() => this;

    public void GetResult()
    {
        // there is nothing to get: it only says where to go on
    }

    public void OnCompleted(Action continuation) => node.Post(Continue, continuation);

    public void UnsafeOnCompleted(Action continuation) => node.Post(Continue, continuation);
}
