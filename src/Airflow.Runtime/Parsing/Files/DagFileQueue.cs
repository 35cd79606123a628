using Airflow.Engine.Dags.Processing;

namespace Airflow.Runtime.Parsing;

/// <summary>Files that wait to be parsed, each once: changed ones before those that are only looked at again, the newest first.</summary>
internal sealed class DagFileQueue(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<Entry> _waiting = new(Comparer<Entry>.Create(Compare));
    private readonly Dictionary<DagFileKey, Entry> _byKey = [];
    private readonly HashSet<DagFileKey> _taken = [];
    private readonly HashSet<DagFileKey> _parsing = [];
    private TaskCompletionSource _changed = New();
    private bool _isComplete;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Nothing waits and nothing is being parsed.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0 && _parsing.Count == 0;
            }
        }
    }

    /// <summary>No more will come.</summary>
    public bool IsCompleted
    {
        get
        {
            lock (_gate)
            {
                return _isComplete && _waiting.Count == 0;
            }
        }
    }

    public void Add(DagFileKey key, bool isChanged, DateTime modifiedAt)
    {
        lock (_gate)
        {
            if (_byKey.Remove(key, out var old))
            {
                _waiting.Remove(old);
                isChanged |= old.IsChanged;
            }

            var entry = new Entry(key, isChanged, modifiedAt);
            _byKey[key] = entry;
            _waiting.Add(entry);
            Notify();
        }
    }

    public void Remove(DagFileKey key)
    {
        lock (_gate)
        {
            if (_byKey.Remove(key, out var old))
            {
                _waiting.Remove(old);
            }
        }
    }

    /// <summary>No more will come: once the queue is empty, takers get nothing.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Notify();
        }
    }

    /// <summary>The next file, once at least so many wait; null when time is up, or when no more will come. Must be followed by <see cref="Done"/>.</summary>
    public async Task<DagFileKey?> TakeAsync(int minimum, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting.Count >= minimum && TakeFirst() is { } key)
                {
                    return key;
                }

                if (_isComplete && _waiting.Count == 0)
                {
                    return null;
                }

                changed = _changed.Task;
            }

            var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            {
                return null;
            }

            await changed.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The result of a file is known and on its way: nobody needs to wait for it.</summary>
    public void Parsed(DagFileKey key)
    {
        lock (_gate)
        {
            _parsing.Remove(key);
        }
    }

    /// <summary>A file that was taken is finished; if it was added meanwhile, it may be taken again.</summary>
    public void Done(DagFileKey key)
    {
        lock (_gate)
        {
            _taken.Remove(key);
            _parsing.Remove(key);
            Notify();
        }
    }

    private static int Compare(Entry left, Entry right)
    {
        var order = right.IsChanged.CompareTo(left.IsChanged);
        order = order != 0 ? order : right.ModifiedAt.CompareTo(left.ModifiedAt);
        order = order != 0 ? order : string.CompareOrdinal(left.Key.BundleName, right.Key.BundleName);
        return order != 0 ? order : string.CompareOrdinal(left.Key.RelativePath, right.Key.RelativePath);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DagFileKey? TakeFirst()
    {
        // two results of one file could overtake each other
        var entry = _waiting.FirstOrDefault(entry => !_taken.Contains(entry.Key));
        if (entry is null)
        {
            return null;
        }

        _waiting.Remove(entry);
        _byKey.Remove(entry.Key);
        _taken.Add(entry.Key);
        _parsing.Add(entry.Key);
        return entry.Key;
    }

    private void Notify()
    {
        _changed.TrySetResult();
        _changed = New();
    }

    private sealed record Entry(DagFileKey Key, bool IsChanged, DateTime ModifiedAt);
}
