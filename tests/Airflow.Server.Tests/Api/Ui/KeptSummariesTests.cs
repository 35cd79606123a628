using Airflow.Engine.Grids;
using Airflow.Server.Api.Ui;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>What is kept is given out for the same mark only, and there are bounds to it.</summary>
public sealed class KeptSummariesTests
{
    private static readonly Guid Version = new("019a0000-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_other_mark_finds_nothing_and_forgets_it()
    {
        RunMark[] others =
        [
            Mark(1) with { State = "failed" }, Mark(1) with { EndDate = Noon.AddTicks(10) }, Mark(1) with { Clears = 1 }, Mark(1) with { TaskChanges = 1 },
        ];
        foreach (var other in others)
        {
            var kept = new KeptSummaries();
            kept.Keep(Version, Mark(1), Summary("one"));
            Text(kept.Find(Version, Mark(1))).ShouldBe("one");

            kept.Find(Version, other).ShouldBeNull();
            kept.Find(Version, Mark(1)).ShouldBeNull();
        }
    }

    [Fact]
    public void Each_version_of_the_DAG_has_its_own()
    {
        var kept = new KeptSummaries();
        kept.Keep(Version, Mark(1), Summary("one"));

        kept.Find(Guid.Empty, Mark(1)).ShouldBeNull();
        Text(kept.Find(Version, Mark(1))).ShouldBe("one");
    }

    [Fact]
    public void Those_longest_unused_go_when_there_are_too_many()
    {
        var kept = new KeptSummaries(capacity: 9);
        kept.Keep(Version, Mark(1), Summary("one"));
        kept.Keep(Version, Mark(2), Summary("two"));
        kept.Keep(Version, Mark(3), Summary("six"));
        kept.Find(Version, Mark(1));
        kept.Keep(Version, Mark(3), Summary("ten"));
        kept.Keep(Version, Mark(4), Summary("4"));

        kept.Find(Version, Mark(2)).ShouldBeNull();
        (Text(kept.Find(Version, Mark(1))), Text(kept.Find(Version, Mark(3))), Text(kept.Find(Version, Mark(4)))).ShouldBe(("one", "ten", "4"));
        kept.Keep(Version, Mark(5), Summary("0123456789"));
        kept.Find(Version, Mark(5)).ShouldBeNull();
    }

    private static RunMark Mark(int run) => new($"r{run}", run, "success", Noon, 0, 0);

    /// <summary>As many cells as letters.</summary>
    private static GridRunSummary Summary(string text) => new(text, "d", [.. text.Select(static letter => new GridSummary($"{letter}", "success", null, null, null))]);

    private static string? Text(GridRunSummary? summary) => summary?.RunId;
}
