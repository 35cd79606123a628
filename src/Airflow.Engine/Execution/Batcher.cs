namespace Airflow.Engine.Execution;

/// <summary>
/// Makes one call of what is asked at the same time: a lone question goes at once, and what is asked while a call is under way goes
/// together with the next one. No answer is older than its question.
/// </summary>
/// <param name="call">Answers questions in their order.</param>
/// <param name="most">Questions in one call.</param>
public sealed class Batcher<TQuestion, TAnswer>(Func<IReadOnlyList<TQuestion>, Task<IReadOnlyList<TAnswer>>> call, int most)
{
    private readonly Lock gate = new();
    private readonly Queue<(TQuestion Question, TaskCompletionSource<TAnswer> Answer)> waiting = new();
    private bool isCalling;

    public Task<TAnswer> AskAsync(TQuestion question)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((question, answer));
            if (isCalling)
            {
                return answer.Task;
            }

            isCalling = true;
        }

        _ = CallAllAsync();
        return answer.Task;
    }

    private async Task CallAllAsync()
    {
        // not at once, so that what the same caller asks next still goes with it
        await Task.Yield();
        while (Take() is { Count: > 0 } batch)
        {
            if (!await TryAnswerAsync(batch) && batch.Count > 1)
            {
                // each its own answer: what is wrong with one of them is not the others' matter
                await Task.WhenAll(batch.Select(one => TryAnswerAsync([one])));
            }
        }
    }

    private List<(TQuestion Question, TaskCompletionSource<TAnswer> Answer)> Take()
    {
        var batch = new List<(TQuestion, TaskCompletionSource<TAnswer>)>();
        lock (gate)
        {
            while (batch.Count < most && waiting.TryDequeue(out var next))
            {
                batch.Add(next);
            }

            isCalling = batch.Count > 0;
        }

        return batch;
    }

    private async Task<bool> TryAnswerAsync(List<(TQuestion Question, TaskCompletionSource<TAnswer> Answer)> batch)
    {
        try
        {
            var answers = await call([.. batch.Select(one => one.Question)]);
            for (var index = 0; index < batch.Count; index++)
            {
                batch[index].Answer.TrySetResult(answers[index]);
            }

            return true;
        }
#pragma warning disable CA1031 // whatever went wrong is the answer of the one who asked
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (batch.Count == 1)
            {
                batch[0].Answer.TrySetException(exception);
            }

            return false;
        }
    }
}
