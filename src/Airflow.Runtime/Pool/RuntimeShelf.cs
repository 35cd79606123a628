namespace Airflow.Runtime.Pool;

/// <summary>The runtimes of a pool, idle and busy, and the choice among the idle ones. Its owner's lock guards it.</summary>
internal sealed class RuntimeShelf(int maxAssemblies)
{
    private readonly List<RuntimeProcess> idle = [];
    private readonly HashSet<RuntimeProcess> busy = [];

    public int IdleCount => idle.Count;

    public int BusyCount => busy.Count;

    public int Count => idle.Count + busy.Count;

    /// <summary>Idle ones that have loaded nothing.</summary>
    public int GenericCount => idle.Count(runtime => runtime.Bundle is null);

    public bool HasIdleBound => idle.Exists(runtime => runtime.Bundle is not null);

    public RuntimeProcess? LongestIdle => idle.MinBy(runtime => runtime.IdleSince);

    public IReadOnlyList<RuntimeProcess> Idle => [.. idle];

    public void AddIdle(RuntimeProcess runtime) => idle.Add(runtime);

    /// <summary>Takes the idle one that fits best, and binds it to the code.</summary>
    public RuntimeProcess? Take(CodeKey key)
    {
        RuntimeProcess? best = null;
        var rank = 0;
        for (var i = idle.Count - 1; i >= 0; i--)
        {
            var candidate = idle[i];
            var fit = Fit(candidate, key);
            if (fit > rank)
            {
                (best, rank) = (candidate, fit);
            }
        }
        if (best is not null)
        {
            idle.Remove(best);
            busy.Add(best);
            best.Bind(key);
        }
        return best;
    }

    /// <summary>A busy one is idle again; false when it is not one of these any more.</summary>
    public bool PutBack(RuntimeProcess runtime)
    {
        if (!busy.Remove(runtime))
        {
            return false;
        }
        idle.Add(runtime);
        return true;
    }

    public bool RemoveIdle(RuntimeProcess runtime) => idle.Remove(runtime);

    public void Remove(RuntimeProcess runtime)
    {
        busy.Remove(runtime);
        idle.Remove(runtime);
    }

    public IReadOnlyList<RuntimeProcess> RemoveAll()
    {
        RuntimeProcess[] all = [.. idle, .. busy];
        idle.Clear();
        busy.Clear();
        return all;
    }

    /// <summary>3: has the code; 2: same bundle, and room; 1: generic; 0: does not fit.</summary>
    public int Fit(RuntimeProcess runtime, CodeKey key)
    {
        if (runtime.Loaded.Contains(key))
        {
            return 3;
        }
        if (runtime.Bundle is null)
        {
            return 1;
        }
        return string.Equals(runtime.Bundle, key.BundleName, StringComparison.Ordinal) && runtime.Loaded.Count < maxAssemblies ? 2 : 0;
    }
}
