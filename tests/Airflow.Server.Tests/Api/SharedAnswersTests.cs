using System.Text;
using Airflow.Server.Api;

namespace Airflow.Server.Tests.Api;

public sealed class SharedAnswersTests : IDisposable
{
    private readonly SharedAnswers answers = new();
    private readonly Queue<TaskCompletionSource> ends = new();
    private readonly SemaphoreSlim began = new(0);
    private int readings;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asks_while_it_is_read_shares_the_next_reading()
    {
        var (first, second) = (End(), End());
        var one = AskAsync("dags");
        var others = Enumerable.Range(0, 5).Select(_ => AskAsync("dags")).ToList();

        first.SetResult();
        (await one).ShouldBe("1");
        second.SetResult();
        (await Task.WhenAll(others)).ShouldAllBe(answer => answer == "2");
    }

    [Fact]
    public async Task What_is_asked_later_is_read_anew()
    {
        End().SetResult();
        End().SetResult();

        (await AskAsync("dags")).ShouldBe("1");
        (await AskAsync("dags")).ShouldBe("2");
    }

    [Fact]
    public async Task Different_questions_do_not_wait_for_each_other()
    {
        var first = End();
        End().SetResult();
        var slow = AskAsync("a");
        await began.WaitAsync(Cancel);

        (await AskAsync("b")).ShouldBe("2");
        first.SetResult();
        (await slow).ShouldBe("1");
    }

    [Fact]
    public async Task A_reading_that_fails_spoils_none_but_its_own_answers()
    {
        var first = End();
        End().SetResult();
        var one = AskAsync("dags");
        var other = AskAsync("dags");

        first.SetException(new InvalidOperationException("gone"));
        (await Should.ThrowAsync<InvalidOperationException>(() => one)).Message.ShouldBe("gone");
        (await other).ShouldBe("2");
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_others_waiting()
    {
        var first = End();
        using var impatience = new CancellationTokenSource();
        var impatient = AskAsync("dags", impatience.Token);

        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        End().SetResult();
        var patient = AskAsync("dags");
        first.SetResult();
        (await patient).ShouldBe("2");
    }

    public void Dispose() => began.Dispose();

    private TaskCompletionSource End()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ends.Enqueue(end);
        return end;
    }

    private async Task<string> AskAsync(string key, CancellationToken? cancellationToken = null) =>
        Encoding.UTF8.GetString((await answers.GetAsync(key, ReadAsync, cancellationToken ?? Cancel)).Span);

    private async Task<ReadOnlyMemory<byte>> ReadAsync()
    {
        TaskCompletionSource end;
        int number;
        lock (ends)
        {
            end = ends.Dequeue();
            number = ++readings;
        }

        began.Release();

        await end.Task;
        return Encoding.UTF8.GetBytes($"{number}");
    }
}
