using System.Globalization;

namespace Airflow.EndToEnd.Chaos;

/// <summary>
/// What tasks say themselves: a file for each start and each end of a body, so that no process can overwrite what another one noted, and
/// neither the database nor the broker has a say in it. When it was is the file's time: clocks of hosts may be wrong.
/// </summary>
internal sealed class ChaosNotes(string folder, int workMilliseconds)
{
    public int Starts => Directory.EnumerateFiles(folder, "start *").Count();

    /// <summary>C# of a task's body: notes, works a little, notes.</summary>
    public string Body(int milliseconds) => $$"""
        async context =>
            {
                void Note(string what) => File.Create($"{{folder}}/{what} {context.RunId} {context.TaskId} {context.TryNumber} {Guid.NewGuid()}").Dispose();
                Note("start");
                await Task.Delay({{milliseconds.ToString(CultureInfo.InvariantCulture)}});
                Note("end");
            }
        """;

    public int StartsOf(string runId) => Directory.EnumerateFiles(folder, $"start {runId} *").Count();

    /// <summary>Tries whose body ran more than once.</summary>
    public IReadOnlyList<string> Doubled() =>
        [.. Read("start").GroupBy(note => (note.RunId, note.TaskId, note.TryNumber)).Where(group => group.Count() > 1).Select(group => $"{group.Key} {group.Count()} times")];

    /// <summary>Tries after the first.</summary>
    public IReadOnlyList<string> Repeated() => [.. Read("start").Where(note => note.TryNumber > 1).Select(note => $"{note.RunId} {note.TaskId} {note.TryNumber}")];

    /// <summary>
    /// How many bodies of tasks with such an id ran together at most. A body that was killed counts for its first moment alone, and one
    /// that was given up as its worker was held or cut off, counts for its time of work: nobody can stop what does not run.
    /// </summary>
    public int MostTogether(string taskPrefix)
    {
        var ends = Read("end").ToLookup(note => (note.RunId, note.TaskId, note.TryNumber), note => note.At);
        var moves = new List<(DateTime At, int Change)>();
        foreach (var task in Read("start").Where(note => note.TaskId.StartsWith(taskPrefix, StringComparison.Ordinal)).GroupBy(note => (note.RunId, note.TaskId)))
        {
            var tries = task.OrderBy(note => note.At).ToList();
            for (var index = 0; index < tries.Count; index++)
            {
                var (runId, taskId, tryNumber, begin) = tries[index];
                var end = ends[(runId, taskId, tryNumber)].FirstOrDefault(begin);
                moves.Add((begin, 1));
                moves.Add((index + 1 < tries.Count ? Earliest(end, tries[index + 1].At, begin.AddMilliseconds(workMilliseconds)) : end, -1));
            }
        }

        return Most(moves);
    }

    /// <summary>
    /// How many runs with such an id had begun and not ended at once, at most. A body that was given up and goes on when its worker is back does not
    /// make its run last longer.
    /// </summary>
    public int MostRuns(string runPrefix)
    {
        var last = LastTries();
        return Most(Read("start").Concat(Read("end").Where(note => note.TryNumber == last[(note.RunId, note.TaskId)]))
            .Where(note => note.RunId.StartsWith(runPrefix, StringComparison.Ordinal))
            .GroupBy(note => note.RunId)
            .SelectMany(run => new[] { (run.Min(note => note.At), 1), (run.Max(note => note.At), -1) }));
    }

    /// <summary>
    /// The longest time after a moment in which a chain did not move, of all chains; tasks follow each other in them all the time. Null when
    /// none moved any more. A try that was given up may begin its body when its worker is back; the chain has not waited for it.
    /// </summary>
    public ChaosSilence? LongestSilence(string runPrefix, DateTimeOffset since)
    {
        ChaosSilence? longest = null;
        var last = LastTries();
        foreach (var run in Read("start").Where(note => note.RunId.StartsWith(runPrefix, StringComparison.Ordinal) && IsLast(note)).GroupBy(note => note.RunId))
        {
            var moved = since.UtcDateTime;
            foreach (var note in run.Where(note => note.At > since.UtcDateTime).OrderBy(note => note.At))
            {
                longest = longest is null || note.At - moved > longest.Length ? new ChaosSilence(note.RunId, note.TaskId, note.TryNumber, moved, note.At) : longest;
                moved = note.At;
            }
        }

        return longest;

        bool IsLast((string RunId, string TaskId, int TryNumber, DateTime At) note) => note.TryNumber == last[(note.RunId, note.TaskId)];
    }

    private Dictionary<(string RunId, string TaskId), int> LastTries() =>
        Read("start").GroupBy(note => (note.RunId, note.TaskId)).ToDictionary(task => task.Key, task => task.Max(note => note.TryNumber));

    private static DateTime Earliest(params DateTime[] times) => times.Min();

    private static int Most(IEnumerable<(DateTime At, int Change)> moves)
    {
        var (now, most) = (0, 0);
        foreach (var (_, change) in moves.OrderBy(move => move.At).ThenBy(move => move.Change))
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }

    private IEnumerable<(string RunId, string TaskId, int TryNumber, DateTime At)> Read(string what) => Directory.EnumerateFiles(folder, $"{what} *")
        .Select(file => (File: file, Parts: Path.GetFileName(file).Split(' ')))
        .Select(note => (note.Parts[1], note.Parts[2], int.Parse(note.Parts[3], CultureInfo.InvariantCulture), File.GetLastWriteTimeUtc(note.File)));
}
