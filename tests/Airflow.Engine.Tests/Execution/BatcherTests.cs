using Airflow.Engine.Execution;

namespace Airflow.Engine.Tests.Execution;

public class BatcherTests
{
    private readonly List<int[]> calls = [];
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_lone_question_goes_at_once()
    {
        gate.SetResult();
        var batcher = Create(10);
        (await batcher.AskAsync(1)).ShouldBe("1");
        (await batcher.AskAsync(2)).ShouldBe("2");
        calls.ShouldBe([[1], [2]]);
    }

    [Fact]
    public async Task What_is_asked_during_a_call_goes_with_the_next_one()
    {
        var batcher = Create(10);
        var first = batcher.AskAsync(1);
        await FirstCallAsync();
        var others = new[] { batcher.AskAsync(2), batcher.AskAsync(3), batcher.AskAsync(4) };
        gate.SetResult();
        (await first).ShouldBe("1");
        (await Task.WhenAll(others)).ShouldBe(["2", "3", "4"]);
        calls.ShouldBe([[1], [2, 3, 4]]);
    }

    [Fact]
    public async Task No_call_is_larger_than_allowed()
    {
        var batcher = Create(2);
        var first = batcher.AskAsync(1);
        await FirstCallAsync();
        var others = Enumerable.Range(2, 5).Select(batcher.AskAsync).ToList();
        gate.SetResult();
        await first;
        (await Task.WhenAll(others)).ShouldBe(["2", "3", "4", "5", "6"]);
        calls.Select(call => call.Length).ShouldAllBe(length => length <= 2);
    }

    [Fact]
    public async Task A_question_that_cannot_be_answered_is_no_other_ones_matter()
    {
        var batcher = Create(10);
        var first = batcher.AskAsync(1);
        await FirstCallAsync();
        var (good, bad) = (batcher.AskAsync(2), batcher.AskAsync(-1));
        gate.SetResult();
        await first;
        (await good).ShouldBe("2");
        (await Should.ThrowAsync<ArgumentException>(bad)).Message.ShouldContain("-1");
        (await batcher.AskAsync(5)).ShouldBe("5");
    }

    private Batcher<int, string> Create(int most) => new(AnswerAsync, most);

    private async Task<IReadOnlyList<string>> AnswerAsync(IReadOnlyList<int> questions)
    {
        lock (calls)
        {
            calls.Add([.. questions]);
        }

        await gate.Task;
        return questions.Any(question => question < 0) ? throw new ArgumentException($"{questions.First(question => question < 0)} is negative.") : [.. questions.Select(question => $"{question}")];
    }

    private async Task FirstCallAsync()
    {
        while (true)
        {
            lock (calls)
            {
                if (calls.Count > 0)
                {
                    return;
                }
            }

            await Task.Yield();
        }
    }
}
