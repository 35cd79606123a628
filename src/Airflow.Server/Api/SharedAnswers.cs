namespace Airflow.Server.Api;

/// <summary>
/// Answers that many ask for at the same time. Whoever asks while the same is being read waits for the next reading, which begins after he
/// asked and serves all who wait: nobody gets what was so before he asked, and the database reads once for many.
/// </summary>
internal sealed class SharedAnswers
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Reading> readings = new(StringComparer.Ordinal);

    /// <param name="key">What is asked, and all that the answer depends on.</param>
    /// <param name="read">Reads it; not told to stop by one caller, as others wait for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<ReadOnlyMemory<byte>> GetAsync(string key, Func<Task<ReadOnlyMemory<byte>>> read, CancellationToken cancellationToken)
    {
        Task<ReadOnlyMemory<byte>> answer;
        lock (gate)
        {
            if (readings.TryGetValue(key, out var reading))
            {
                answer = reading.Next ??= NextAsync(key, reading.Current, read);
            }
            else
            {
                readings.Add(key, reading = new Reading());
                answer = reading.Current = RunAsync(key, read);
            }
        }

        return answer.WaitAsync(cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>> NextAsync(string key, Task current, Func<Task<ReadOnlyMemory<byte>>> read)
    {
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await RunAsync(key, read);
    }

    private async Task<ReadOnlyMemory<byte>> RunAsync(string key, Func<Task<ReadOnlyMemory<byte>>> read)
    {
        // what reads does not run within the lock
        await Task.Yield();
        try
        {
            return await read();
        }
        finally
        {
            MoveOn(key);
        }
    }

    private void MoveOn(string key)
    {
        lock (gate)
        {
            var reading = readings[key];
            if (reading.Next is { } next)
            {
                (reading.Current, reading.Next) = (next, null);
            }
            else
            {
                readings.Remove(key);
            }
        }
    }

    private sealed class Reading
    {
        public Task<ReadOnlyMemory<byte>> Current { get; set; } = Task.FromResult(ReadOnlyMemory<byte>.Empty);

        public Task<ReadOnlyMemory<byte>>? Next { get; set; }
    }
}
