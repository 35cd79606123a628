using Airflow.Engine.Tasks;

namespace Airflow.Storage.Execution;

/// <summary>The slots that one change takes from each pool, less those that it gives back.</summary>
internal sealed class PoolDeltas
{
    // a change touches one pool nearly always: a list is searched faster than a dictionary is made
    private readonly List<(string Pool, int Executing, int Deferred)> _deltas = [];

    public IReadOnlyList<(string Pool, int Executing, int Deferred)> All => _deltas;

    public void Move(TaskState from, TaskState to, string pool, int slots)
    {
        var executing = (to.IsExecuting() ? slots : 0) - (from.IsExecuting() ? slots : 0);
        var deferred = (to == TaskState.Deferred ? slots : 0) - (from == TaskState.Deferred ? slots : 0);
        if (executing == 0 && deferred == 0)
        {
            return;
        }

        var index = _deltas.FindIndex(delta => delta.Pool == pool);
        if (index < 0)
        {
            _deltas.Add((pool, executing, deferred));
        }
        else
        {
            _deltas[index] = (pool, _deltas[index].Executing + executing, _deltas[index].Deferred + deferred);
        }
    }

    public void Clear() => _deltas.Clear();
}
