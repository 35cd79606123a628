using System.Diagnostics;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Sqlite;

/// <summary>After kill -9 at any moment what was confirmed is there, and nothing is there by half.</summary>
public sealed class SqliteCrashTests() : StoreConformance(new SqliteTestDatabase())
{
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(300)]
    public async Task A_writer_that_is_killed_loses_nothing_that_it_confirmed(int confirmations)
    {
        await StartRunAsync();
        using var child = WriterChild.Start(Url, crashPoint: null);
        for (var i = 0; i < confirmations; i++)
        {
            (await child.StandardOutput.ReadLineAsync(Cancel)).ShouldBe($"{i}");
        }

        child.Kill();
        var confirmed = confirmations + await CountRestAsync(child);

        (await CountPairsAsync()).ShouldBeInRange(confirmed, confirmed + 1);
    }

    [Theory]
    [InlineData("writer-before-commit", 0)]
    [InlineData("writer-after-commit", 1)]
    public async Task A_commit_is_the_moment_from_which_a_change_is_there(string point, int unconfirmed)
    {
        await StartRunAsync();
        using var child = WriterChild.Start(Url, $"{point}:20");
        var confirmed = await CountRestAsync(child);

        child.ExitCode.ShouldBe(137);
        confirmed.ShouldBe(19);
        (await CountPairsAsync()).ShouldBe(19 + unconfirmed);
    }

    private static async Task<int> CountRestAsync(Process child)
    {
        var lines = 0;
        while (await child.StandardOutput.ReadLineAsync(Cancel) is not null)
        {
            lines++;
        }

        await child.WaitForExitAsync(Cancel);
        return lines;
    }

    /// <summary>The number of pairs, each of which must be whole; by stores that were opened after the crash.</summary>
    private async Task<int> CountPairsAsync()
    {
        var reopened = OpenAnother();
        await reopened.Database.CheckAsync(Cancel);
        var names = (await reopened.TaskInstances.ListForRunAsync("d", "r", Cancel)).Select(task => task.Key.TaskId).ToList();
        var first = names.Where(name => name.StartsWith("first_", StringComparison.Ordinal)).Select(name => name["first_".Length..]).ToList();
        var second = names.Where(name => name.StartsWith("second_", StringComparison.Ordinal)).Select(name => name["second_".Length..]).ToList();
        second.ShouldBe(first, ignoreOrder: true);
        first.ShouldBe(Enumerable.Range(0, first.Count).Select(i => $"{i}"), ignoreOrder: true);
        return first.Count;
    }
}
