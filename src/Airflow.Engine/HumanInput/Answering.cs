using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.HumanInput;

/// <summary>Answers a question, and has the try that asked it go on.</summary>
public static class Answering
{
    private const string TimedOut = "The timeout has passed, and the response has not yet been received.";

    /// <summary>False when it was answered already; a try that did not go on then goes on now.</summary>
    public static async Task<bool> AnswerAsync(IHumanAnswers answers, SchedulerStores stores, TaskInstance task, HumanAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(answer);
        var isStored = await answers.SaveAsync(task.Id, answer, ArgumentsOf(task, answer), cancellationToken);
        if (task.State == TaskState.AwaitingInput)
        {
            await GoOnAsync(stores, task, answer.At, cancellationToken);
        }

        return isStored;
    }

    private static async Task GoOnAsync(SchedulerStores stores, TaskInstance task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await stores.Runs.FindAsync(task.Key.DagId, task.Key.RunId, cancellationToken) is not { } run)
        {
            return;
        }

        // whoever holds the run reads it anew, and finds the try ready; refused when the try has moved meanwhile
        _ = await stores.Writer.WriteAsync(
            new StateChange
            {
                Tasks = [new TaskReady(task.Id, TaskState.AwaitingInput, TaskState.Scheduled, task.Pool, task.PoolSlots) { At = at, TryNumber = task.TryNumber }],
                BrokenLeases = [run.Id],
            },
            cancellationToken);
    }

    /// <summary>Has tries that nobody answered in time go on: with the defaults of their questions, or to their failure.</summary>
    public static async Task ExpireDueAsync(SchedulerStores stores, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        if (stores.HumanAnswers is not { } answers)
        {
            return;
        }

        foreach (var question in await answers.ListExpiredAsync(now, cancellationToken))
        {
            await ExpireAsync(answers, stores, question, now, cancellationToken);
        }
    }

    private static async Task ExpireAsync(IHumanAnswers answers, SchedulerStores stores, HitlDetail question, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await stores.Tasks.FindAsync(question.TaskInstanceId, cancellationToken) is not { State: TaskState.AwaitingInput } task)
        {
            return;
        }

        if (question.Defaults is { } defaults && JsonNode.Parse(defaults) is JsonArray { Count: > 0 })
        {
            await AnswerAsync(answers, stores, task, new HumanAnswer(now, null, defaults, ValuesOf(question.Params)) { IsTimedOut = true }, cancellationToken);
            return;
        }

        await answers.FailAsync(task.Id, TimedOut, now, cancellationToken);
        await GoOnAsync(stores, task, now, cancellationToken);
    }

    /// <summary>The values that the params have beforehand.</summary>
    private static string ValuesOf(string parameters) => JsonNode.Parse(parameters) is JsonObject map
        ? new JsonObject(map.Select(static param => KeyValuePair.Create(
            param.Key, param.Value is JsonObject form && form.ContainsKey("schema") ? form["value"]?.DeepClone() : param.Value?.DeepClone()))).ToJsonString()
        : "{}";

    private static string ArgumentsOf(TaskInstance task, HumanAnswer answer)
    {
        var arguments = task.NextKwargs is { Length: > 0 } json && JsonNode.Parse(json) is JsonObject stored ? stored : [];
        (arguments["__var"] as JsonObject ?? arguments)["event"] = new JsonObject
        {
            ["chosen_options"] = JsonNode.Parse(answer.ChosenOptions),
            ["params_input"] = JsonNode.Parse(answer.ParamsInput),
            ["responded_by_user"] = answer.By is null ? null : JsonNode.Parse(answer.By),
            ["responded_at"] = answer.At.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["timedout"] = answer.IsTimedOut,
        };
        return arguments.ToJsonString();
    }
}
