namespace Airflow.Testing.Simulation;

/// <summary>
/// One piece of user code that runs. It may use threads and sockets of its own; as long as it waits for no virtual timer, it does something in
/// reality, and virtual time stands still for it.
/// </summary>
internal sealed class CodeScope : IDisposable
{
    private static readonly AsyncLocal<CodeScope?> Local = new();

    private readonly SimulatedNode node;
    private readonly Lock gate = new();
    private int timers;
    private bool isOver;

    private CodeScope(SimulatedNode node) => this.node = node;

    public static CodeScope? Current => Local.Value;

    /// <summary>Begins where the node runs it, and ends with the node at the latest.</summary>
    public static CodeScope Begin(SimulatedNode node)
    {
        var scope = new CodeScope(node);
        node.World.CountCode(1, 0);
        node.Scopes.Add(scope);
        Local.Value = scope;
        return scope;
    }

    public void CountTimer(int by)
    {
        lock (gate)
        {
            var before = timers;
            timers += by;
            if (!isOver && (before == 0) != (timers == 0))
            {
                node.World.CountCode(-by, by);
            }
        }
    }

    public void Dispose()
    {
        End();
        node.Scopes.Remove(this);
        Local.Value = null;
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void End()
    {
        lock (gate)
        {
            if (!isOver)
            {
                isOver = true;
                node.World.CountCode(timers == 0 ? -1 : 0, timers == 0 ? 0 : -1);
            }
        }
    }
}
