using System.Globalization;

namespace Airflow.EndToEnd.Chaos;

/// <summary>
/// What tasks say themselves: a file for each start and each end of a body, so that no process can overwrite what another one noted, and
/// neither the database nor the broker has a say in it.
/// </summary>
internal sealed class ChaosNotes(string folder)
{
    /// <summary>C# of a task's body: notes, works a little, notes.</summary>
    public string Body => $$"""
        async context =>
            {
                void Note(string what) => File.Create($"{{folder}}/{what} {context.RunId} {context.TaskId} {context.TryNumber} {DateTime.UtcNow.Ticks} {Guid.NewGuid()}").Dispose();
                Note("start");
                await Task.Delay(400);
                Note("end");
            }
        """;

    public int Starts => Directory.EnumerateFiles(folder, "start *").Count();

    /// <summary>Tries whose body ran more than once.</summary>
    public IReadOnlyList<string> Doubled() =>
        [.. Read("start").GroupBy(note => (note.RunId, note.TaskId, note.TryNumber)).Where(group => group.Count() > 1).Select(group => $"{group.Key} {group.Count()} times")];

    /// <summary>
    /// How many bodies of tasks with such an id ran together at most. A body that was killed counts for its first moment alone, and one
    /// whose worker was held and given up counts until the next try of its task began: nobody can stop what does not run.
    /// </summary>
    public int MostTogether(string taskPrefix)
    {
        var ends = Read("end").ToLookup(note => (note.RunId, note.TaskId, note.TryNumber), note => note.Ticks);
        var moves = new List<(long At, int Change)>();
        foreach (var task in Read("start").Where(note => note.TaskId.StartsWith(taskPrefix, StringComparison.Ordinal)).GroupBy(note => (note.RunId, note.TaskId)))
        {
            var tries = task.OrderBy(note => note.Ticks).ToList();
            for (var index = 0; index < tries.Count; index++)
            {
                var (runId, taskId, tryNumber, begin) = tries[index];
                var end = ends[(runId, taskId, tryNumber)].FirstOrDefault(begin);
                moves.Add((begin, 1));
                moves.Add((index + 1 < tries.Count ? Math.Min(end, tries[index + 1].Ticks) : end, -1));
            }
        }

        var (now, most) = (0, 0);
        foreach (var (_, change) in moves.OrderBy(move => move.At).ThenBy(move => move.Change))
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }

    private IEnumerable<(string RunId, string TaskId, string TryNumber, long Ticks)> Read(string what) => Directory.EnumerateFiles(folder, $"{what} *")
        .Select(file => Path.GetFileName(file).Split(' '))
        .Select(parts => (parts[1], parts[2], parts[3], long.Parse(parts[4], CultureInfo.InvariantCulture)));
}
