using System.Text.Json;
using Airflow.Engine.Changes;
using Airflow.Server.Api.Events;

namespace Airflow.Server.Tests.Api.Events;

public sealed class ChangeReaderTests
{
    private readonly MemoryChangeLog log = new();
    private readonly ManualClock clock = new();
    private readonly ChangeReader reader;

    public ChangeReaderTests() => reader = new ChangeReader(log, clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_told_when_it_is_made_when_it_changes_and_when_it_ends()
    {
        await reader.BeginAsync(Cancel);
        log.Put(1, "queued");
        (await ReadAsync()).ShouldBe(["1 queued"]);
        log.Put(1, "running");
        (await ReadAsync()).ShouldBe(["1 running"]);
        (await ReadAsync()).ShouldBeEmpty();
        log.Put(1, "success");
        (await ReadAsync()).ShouldBe(["1 success"]);
        (await ReadAsync()).ShouldBeEmpty();
    }

    /// <summary>What is active is one question, what is new another.</summary>
    [Fact]
    public async Task A_run_that_is_made_between_two_questions_is_told_when_it_ends()
    {
        await reader.BeginAsync(Cancel);
        log.AfterActive = () => log.Put(1, "running");
        (await ReadAsync()).ShouldBe(["1 running"]);
        log.Put(1, "failed");

        (await ReadAsync()).ShouldBe(["1 failed"]);
    }

    /// <summary>Whoever begins to listen has read it when it was running.</summary>
    [Theory]
    [InlineData(1, new[] { "1 success" })]
    [InlineData(60, new string[0])]
    public async Task A_run_that_has_just_ended_is_told_to_who_begins_to_listen(int seconds, string[] expected)
    {
        log.Put(1, "success", clock.GetUtcNow().AddSeconds(-seconds));
        await reader.BeginAsync(Cancel);

        (await ReadAsync()).ShouldBe(expected);
        (await ReadAsync()).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> ReadAsync() =>
        [.. (await reader.ReadAsync(Cancel)).Select(static told => JsonElement.Parse(told.Json)).Select(static run => $"{run.GetProperty("id")} {run.GetProperty("state")}")];

    /// <summary>Runs without tasks.</summary>
    private sealed class MemoryChangeLog : IChangeLog
    {
        private readonly SortedDictionary<int, ChangedRun> runs = [];

        /// <summary>Happens once, after the question for active runs.</summary>
        public Action? AfterActive { get; set; }

        public void Put(int id, string state, DateTimeOffset? end = null) => runs[id] = new(id, "d", $"r{id}", state, null, DateTimeOffset.UnixEpoch, null, end);

        public Task<int> FindLastRunAsync(CancellationToken cancellationToken) => Task.FromResult(runs.Keys.LastOrDefault());

        public Task<IReadOnlyList<ChangedRun>> ListActiveRunsAsync(CancellationToken cancellationToken)
        {
            IReadOnlyList<ChangedRun> found = [.. runs.Values.Where(static run => run.State is "queued" or "running")];
            AfterActive?.Invoke();
            AfterActive = null;
            return Task.FromResult(found);
        }

        public Task<IReadOnlyList<ChangedRun>> ListNewRunsAsync(int afterId, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ChangedRun>>([.. runs.Values.Where(run => run.Id > afterId).Take(limit)]);

        public Task<ChangedRun?> FindRunAsync(int id, CancellationToken cancellationToken) => Task.FromResult(runs.GetValueOrDefault(id));

        public Task<ChangedRun?> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
            Task.FromResult(runs.Values.FirstOrDefault(run => run.RunId == runId));

        public Task<int> FindLastActionAsync(CancellationToken cancellationToken) => Task.FromResult(0);

        public Task<IReadOnlyList<LoggedAction>> ListActionsAsync(int afterId, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LoggedAction>>([]);

        public Task<IReadOnlyList<ChangedTask>> ListTasksAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ChangedTask>>([]);

        public Task<IReadOnlyList<ChangedTask>> ListTasksAsync(string dagId, string runId, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ChangedTask>>([]);
    }
}
