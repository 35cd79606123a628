using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Supervision;

/// <summary>Answers what a try keeps for its next tries, and what it asks people.</summary>
internal sealed class TaskStateAnswers(TaskLaunch launch, TaskResources resources)
{
    /// <summary>The answer; null when the request is about something else.</summary>
    public async Task<FrameMessage?> AnswerAsync(FrameMessage? request) => request switch
    {
        GetTaskStateStore message => await FindAsync(message),
        SetTaskStateStore message => await SaveAsync(message),
        DeleteTaskStateStore message => await DeleteAsync(message),
        ClearTaskStateStore => await ClearAsync(),
        CreateHITLDetailPayload message => await AskAsync(message),
        _ => null,
    };

    private async Task<FrameMessage> FindAsync(GetTaskStateStore message) =>
        await resources.TaskStates.FindAsync(launch.Workload.Key, message.Key, CancellationToken.None) is { } value
            ? new TaskStateStoreResult { Value = FrameValue.FromJson(value) }
            : Replies.NotFound("TASK_STORE_NOT_FOUND", "key", message.Key);

    private async Task<FrameMessage> SaveAsync(SetTaskStateStore message)
    {
        await resources.TaskStates.SaveAsync(launch.Workload.Key, message.Key, message.Value.ToJson(), message.ExpiresAt, CancellationToken.None);
        return Replies.Ok;
    }

    private async Task<FrameMessage> DeleteAsync(DeleteTaskStateStore message)
    {
        await resources.TaskStates.DeleteAsync(launch.Workload.Key, message.Key, CancellationToken.None);
        return Replies.Ok;
    }

    private async Task<FrameMessage> ClearAsync()
    {
        await resources.TaskStates.ClearAsync(launch.Workload.Key, CancellationToken.None);
        return Replies.Ok;
    }

    private async Task<FrameMessage> AskAsync(CreateHITLDetailPayload message)
    {
        var question = await resources.HumanInput.AskAsync(
            new HitlDetail
            {
                TaskInstanceId = launch.Workload.Id,
                Options = Texts(message.Options)!,
                Subject = message.Subject,
                Body = message.Body,
                Defaults = Texts(message.Defaults),
                Multiple = message.Multiple ?? false,
                Params = message.Params.IsNil ? "{}" : message.Params.ToJson(),
                Assignees = message.AssignedUsers is null
                    ? null
                    : new JsonArray([.. message.AssignedUsers.Select(user => new JsonObject { ["id"] = user.Id, ["name"] = user.Name })]).ToJsonString(),
            },
            CancellationToken.None);
        return new HITLDetailRequestResult
        {
            TiId = message.TiId,
            Options = message.Options,
            Subject = question.Subject,
            Body = question.Body,
            Defaults = message.Defaults,
            Multiple = question.Multiple,
            Params = FrameValue.FromJson(question.Params),
            AssignedUsers = message.AssignedUsers,
        };
    }

    private static string? Texts(IReadOnlyList<string>? values) =>
        values is null ? null : new JsonArray([.. values.Select(value => JsonValue.Create(value))]).ToJsonString();
}
