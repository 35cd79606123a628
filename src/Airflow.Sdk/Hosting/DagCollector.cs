namespace Airflow.Hosting;

/// <summary>Runs the code of a DAG file only to see which DAGs it makes.</summary>
internal sealed class DagCollector
{
    private static readonly AsyncLocal<DagCollector?> Active = new();
    private static readonly Lock Gate = new();
    private static readonly List<Dag> Standalone = [];

    private readonly List<Dag> _dags = [];

    private DagCollector()
    {
    }

    /// <summary>Whether DAG code is being run only to see its DAGs.</summary>
    public static bool IsCollecting => Active.Value is not null;

    /// <summary>DAGs made so far outside of any collection: those of the DAG file that is this very process.</summary>
    public static IReadOnlyList<Dag> StandaloneDags
    {
        get
        {
            lock (Gate)
            {
                return [.. Standalone];
            }
        }
    }

    /// <summary>The DAGs that an asynchronous entry point makes, in order. Its exceptions pass through.</summary>
    public static async Task<IReadOnlyList<Dag>> CollectAsync(Func<Task<int>> entryPoint)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        var collector = new DagCollector();
        Active.Value = collector;
        try
        {
            await entryPoint();
        }
        finally
        {
            Active.Value = null;
        }

        return collector.Dags;
    }

    /// <summary>The DAGs that an entry point makes, in order. Its exceptions pass through.</summary>
    public static IReadOnlyList<Dag> Collect(Action entryPoint)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        var collector = new DagCollector();
        Active.Value = collector;
        try
        {
            entryPoint();
        }
        finally
        {
            Active.Value = null;
        }

        return collector.Dags;
    }

    public static void Register(Dag dag)
    {
        if (Active.Value is { } collector)
        {
            lock (collector._dags)
            {
                collector._dags.Add(dag);
            }

            return;
        }

        lock (Gate)
        {
            Standalone.Add(dag);
        }
    }

    private IReadOnlyList<Dag> Dags
    {
        get
        {
            lock (_dags)
            {
                return [.. _dags];
            }
        }
    }
}
