namespace Airflow.Testing.Simulation;

/// <summary>
/// One piece of user code that runs. It may use threads and sockets of its own; as long as it waits for no virtual timer, it does something in
/// reality, and virtual time stands still for it.
/// </summary>
internal sealed class CodeScope : IDisposable
{
    private static readonly AsyncLocal<CodeScope?> Local = new();

    private readonly VirtualWorld world;
    private readonly Lock gate = new();
    private int timers;
    private bool isOver;

    private CodeScope(VirtualWorld world) => this.world = world;

    public static CodeScope? Current => Local.Value;

    public static CodeScope Begin(VirtualWorld world)
    {
        var scope = new CodeScope(world);
        world.CountCode(1, 0);
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
                world.CountCode(-by, by);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            world.CountCode(timers == 0 ? -1 : 0, timers == 0 ? 0 : -1);
        }

        Local.Value = null;
    }
}
