using System.Text.Json.Nodes;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Child;

/// <summary>Questions of tasks in the protocol's words.</summary>
internal static class HumanQuestions
{
    public static CreateHITLDetailPayload Of(StartupDetails startup, HumanQuestion question) => new()
    {
        TiId = startup.Ti.Id,
        Subject = question.Subject,
        Options = question.Options,
        Body = question.Body,
        Defaults = question.Defaults,
        Multiple = question.Multiple,
        Params = FrameValue.FromJson(ParamsOf(question.Params).ToJsonString()),
        AssignedUsers = question.AssignedUsers is { } users ? [.. users.Select(static user => new HITLUser { Id = user.Id, Name = user.Name })] : null,
    };

    /// <summary>As forms are made of it: the value beforehand, and the rules.</summary>
    private static JsonObject ParamsOf(ParamSet? parameters) => new((parameters ?? []).Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonObject
    {
        ["value"] = pair.Value.HasDefault ? pair.Value.DefaultJson?.DeepClone() : null,
        ["description"] = pair.Value.Description,
        ["schema"] = pair.Value.Schema,
        ["source"] = "task",
    })));
}
