using Airflow.Engine.Timetables;
using Airflow.Runtime.Bundles;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Parsing;

/// <summary>
/// Asks the timetables that authors wrote, in parse children that stay warm. A file always has the same child, so one that hangs holds up
/// only those that share it, until the time-out ends it.
/// </summary>
public sealed class CodeTimetables : ICodeTimetables, IAsyncDisposable
{
    private const int Children = 4;

    private readonly BundleCache bundles;
    private readonly (SemaphoreSlim Gate, ParseChildSlot Child)[] slots;

    public CodeTimetables(BundleCache bundles, ParseChildOptions options, TimeProvider time, ILogger<CodeTimetables> logger)
    {
        this.bundles = bundles;
        slots = [.. Enumerable.Range(0, Children).Select(_ => (new SemaphoreSlim(1), new ParseChildSlot(options, time, logger)))];
    }

    public async Task<DagRunInfo?> NextAsync(
        CodeTimetableSource source, DataInterval? lastAutomated, TimeRestriction restriction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(restriction);
        var question = new TimetableQuestion
        {
            DagId = source.DagId,
            LastStart = lastAutomated?.Start,
            LastEnd = lastAutomated?.End,
            Earliest = restriction.Earliest,
            Latest = restriction.Latest,
            Catchup = restriction.Catchup,
            Now = now,
        };
        return await AskAsync(source, question, cancellationToken) is { RunAfter: { } runAfter, Start: { } start, End: { } end }
            && (restriction.Latest is not { } latest || start <= latest)
            ? new DagRunInfo(runAfter, new DataInterval(start, end))
            : null;
    }

    public async Task<DataInterval> InferManualDataIntervalAsync(CodeTimetableSource source, DateTimeOffset runAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var answer = await AskAsync(source, new TimetableQuestion { DagId = source.DagId, IsManual = true, Now = runAfter }, cancellationToken);
        return new DataInterval(answer.Start ?? runAfter, answer.End ?? runAfter);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (gate, child) in slots)
        {
            await child.DisposeAsync();
            gate.Dispose();
        }
    }

    private async Task<TimetableAnswer> AskAsync(CodeTimetableSource source, TimetableQuestion question, CancellationToken cancellationToken)
    {
        var folder = await bundles.EnsureAsync(source.BundleVersion, cancellationToken);
        var dependencies = Path.Combine(folder, source.RelativeFileLocation + ".deps");
        var request = new ParseRequest
        {
            Source = new() { FileLocation = Path.Combine(folder, source.RelativeFileLocation), RelativeFileLocation = source.RelativeFileLocation, DagsFolder = folder },
            AssemblyPath = Path.Combine(folder, source.RelativeFileLocation + ".dll"),
            DependencyFolder = Directory.Exists(dependencies) ? dependencies : null,
            Timetable = question,
        };
        var (gate, child) = slots[(uint)string.GetHashCode(source.RelativeFileLocation, StringComparison.Ordinal) % Children];
        await gate.WaitAsync(cancellationToken);
        try
        {
            var answer = await child.ParseAsync(request, static _ => { }, cancellationToken);
            return answer.Timetable ?? throw new TimetableException(
                TimetableException.Failed,
                $"The timetable of DAG {source.DagId} has no answer: {string.Join("; ", answer.Problems.Where(problem => problem.IsError))}");
        }
        finally
        {
            gate.Release();
        }
    }
}
