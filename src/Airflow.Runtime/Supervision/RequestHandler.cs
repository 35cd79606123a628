using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Execution;
using Airflow.Engine.Secrets;
using Airflow.Engine.XComs;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Supervision;

/// <summary>Answers the requests of one try from the execution API.</summary>
internal sealed partial class RequestHandler(
    TaskLaunch launch, IExecutionApi api, TaskResources resources, SecretMasker masker, RequestRetries? retries = null, int maxMapLength = int.MaxValue)
{
    private readonly AssetAnswers assets = new(launch, resources);
    private readonly TaskStateAnswers states = new(launch, resources);
    private readonly Dictionary<string, XCom> results = new(StringComparer.Ordinal);
    private readonly List<SkipTarget> skips = [];

    /// <summary>The try's result, stored with its end.</summary>
    public IReadOnlyList<XCom> XComs => [.. results.Values];

    public IReadOnlyList<SkipTarget> Skips => skips;

    public string? RenderedMapIndex { get; private set; }

    /// <summary>The body of the reply, or an error that becomes an exception in the task.</summary>
    public async ValueTask<(FrameMessage? Reply, FrameMessage? Error)> AnswerAsync(FrameMessage? request)
    {
        try
        {
            return (await (retries?.RunAsync(() => DispatchAsync(request)) ?? DispatchAsync(request)), null);
        }
#pragma warning disable CA1031 // whatever goes wrong here is the answer to this request, and silence would hang the task for ever
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var kind = exception is AirflowException { IsTransient: true } ? "API_SERVER_ERROR" : "GENERIC_ERROR";
            return (null, Replies.Failed(kind, exception.Message));
        }
    }

    private async ValueTask<FrameMessage?> DispatchAsync(FrameMessage? request) => request switch
    {
        GetXCom message => await GetXComAsync(message),
        SetXCom message => await SetXComAsync(message),
        GetVariable message => await GetVariableAsync(message),
        GetConnection message => await GetConnectionAsync(message),
        SetRenderedFields message => await SetRenderedFieldsAsync(message),
        SetRenderedMapIndex message => Label(message),
        MaskSecret message => Mask(message),
        SkipDownstreamTasks message => Skip(message),
        DeleteXCom message => await DeleteXComAsync(message),
        GetXComCount message => new XComCountResponse
        {
            Len = await api.CountXComsAsync(new XComKey(message.DagId, message.RunId, message.TaskId, message.Key), CancellationToken.None),
        },
        GetXComElement message => await GetElementAsync(message),
        GetXComSequenceItem message => await GetItemAsync(message),
        GetXComSequenceSlice message => await GetSliceAsync(message),
        PutVariable message => await PutVariableAsync(message),
        DeleteVariable message => await DeleteVariableAsync(message),
        GetVariableKeys message => await GetVariableKeysAsync(message),
        GetTaskRescheduleStartDate => new TaskRescheduleStartDate { StartDate = launch.Start.FirstRescheduleStart },
        _ => await assets.AnswerAsync(request) ?? await states.AnswerAsync(request) ?? await DispatchRunsAsync(request),
    };

    private async Task<FrameMessage> GetXComAsync(GetXCom message)
    {
        var key = new XComKey(message.DagId, message.RunId, message.TaskId, message.Key, message.MapIndex ?? -1);
        var value = OwnResult(key) ?? await api.GetXComAsync(key, message.IncludePriorDates, CancellationToken.None);
        return new XComResult { Key = message.Key, Value = FrameValue.FromJson(value?.Value) };
    }

    private async Task<FrameMessage> SetXComAsync(SetXCom message)
    {
        if (message.MappedLength is { } length)
        {
            MapLengths.Require(length, maxMapLength);
        }

        var key = new XComKey(message.DagId, message.RunId, message.TaskId, message.Key, message.MapIndex ?? -1);
        var value = new XCom(key, message.Value.ToJson()) { MappedLength = message.MappedLength, MappedKeys = message.MappedLength is null ? null : Keys(message.Value) };
        if (message.Key == XCom.ReturnKey && IsOwn(key))
        {
            // comes just before the end: one commit stores both
            results[message.Key] = value;
        }
        else
        {
            await api.SetXComAsync(value, CancellationToken.None);
        }
        return Replies.Ok;
    }

    private async Task<FrameMessage> DeleteXComAsync(DeleteXCom message)
    {
        var key = new XComKey(message.DagId, message.RunId, message.TaskId, message.Key, message.MapIndex ?? -1);
        if (IsOwn(key))
        {
            results.Remove(message.Key);
        }
        await api.DeleteXComAsync(key, CancellationToken.None);
        return Replies.Ok;
    }

    private async Task<FrameMessage> GetElementAsync(GetXComElement message)
    {
        var key = new XComKey(message.DagId, message.RunId, message.TaskId, message.Key);
        if (await api.GetXComElementAsync(key, message.Index, CancellationToken.None) is not { } element)
        {
            return Replies.NotFound("XCOM_NOT_FOUND", "key", message.Key);
        }

        var value = element.Value is { } json ? $",\"value\":{json}" : "";
        return new XComSequenceIndexResult { Root = FrameValue.FromJson($"{{\"count\":{element.Count}{value}}}") };
    }

    private async Task<FrameMessage> GetItemAsync(GetXComSequenceItem message)
    {
        var key = new XComKey(message.DagId, message.RunId, message.TaskId, message.Key);
        return await api.GetXComAtAsync(key, message.Offset, CancellationToken.None) is { } found
            ? new XComSequenceIndexResult { Root = FrameValue.FromJson(found.Value) }
            : Replies.NotFound("XCOM_NOT_FOUND", "offset", message.Offset);
    }

    private async Task<FrameMessage> GetSliceAsync(GetXComSequenceSlice message)
    {
        var values = await ListAsync(message.DagId, message.RunId, message.TaskId, message.Key);
        if (values.Count == 0 && message.IncludePriorDates)
        {
            var key = new XComKey(message.DagId, message.RunId, message.TaskId, message.Key);
            values = await api.GetXComAsync(key, includePriorDates: true, CancellationToken.None) is { } earlier ? [earlier] : [];
        }
        var picked = PythonSlice.Indexes(values.Count, message.Start, message.Stop, message.Step);
        return new XComSequenceSliceResult { Root = [.. picked.Select(index => FrameValue.FromJson(values[index].Value))] };
    }

    private async Task<FrameMessage> GetVariableAsync(GetVariable message)
    {
        if (await api.GetVariableAsync(message.Key, CancellationToken.None) is not { } value)
        {
            return Replies.NotFound("VARIABLE_NOT_FOUND", "key", message.Key);
        }
        masker.Add(value, message.Key);
        return new VariableResult { Key = message.Key, Value = value };
    }

    private async Task<FrameMessage> PutVariableAsync(PutVariable message)
    {
        await api.SetVariableAsync(message.Key, message.Value ?? "", message.Description, CancellationToken.None);
        return Replies.Ok;
    }

    private async Task<FrameMessage> DeleteVariableAsync(DeleteVariable message) =>
        new OKResponse { Ok = await api.DeleteVariableAsync(message.Key, CancellationToken.None) };

    private async Task<FrameMessage> GetVariableKeysAsync(GetVariableKeys message)
    {
        var keys = await api.ListVariableKeysAsync(message.Prefix, CancellationToken.None);
        return new VariableKeysResult { Keys = [.. keys.Skip(message.Offset).Take(message.Limit)], TotalEntries = keys.Count };
    }

    private async Task<FrameMessage> GetConnectionAsync(GetConnection message)
    {
        if (await api.GetConnectionAsync(message.ConnId, CancellationToken.None) is not { } connection)
        {
            return Replies.NotFound("CONNECTION_NOT_FOUND", "conn_id", message.ConnId);
        }
        masker.Add(connection);
        return new ConnectionResult
        {
            ConnId = connection.ConnId,
            ConnType = connection.ConnType ?? "",
            Host = connection.Host,
            Schema = connection.Schema,
            Login = connection.Login,
            Password = connection.Password,
            Port = connection.Port,
            Extra = connection.Extra,
        };
    }

    private async Task<FrameMessage?> SetRenderedFieldsAsync(SetRenderedFields message)
    {
        var fields = masker.Redact(JsonNode.Parse(message.RenderedFields.ToJson()));
        await api.SetRenderedFieldsAsync(launch.Workload.Key, fields?.ToJsonString() ?? "{}", CancellationToken.None);
        return Replies.Ok;
    }

    private OKResponse Label(SetRenderedMapIndex message)
    {
        RenderedMapIndex = message.RenderedMapIndex;
        return Replies.Ok;
    }

    private OKResponse Mask(MaskSecret message)
    {
        masker.Add(JsonNode.Parse(message.Value.ToJson()), message.Name);
        return Replies.Ok;
    }

    private OKResponse Skip(SkipDownstreamTasks message)
    {
        skips.AddRange(message.Tasks.Select(task => new SkipTarget(task.TaskId, task.MapIndex ?? -1)));
        return Replies.Ok;
    }

    private Task<IReadOnlyList<XCom>> ListAsync(string dagId, string runId, string taskId, string key) =>
        api.ListXComsAsync(dagId, runId, taskId, key, CancellationToken.None);

    private XCom? OwnResult(XComKey key) => IsOwn(key) ? results.GetValueOrDefault(key.Key) : null;

    private bool IsOwn(XComKey key)
    {
        var own = launch.Workload.Key;
        return key.TaskId == own.TaskId && key.MapIndex == own.MapIndex && key.RunId == own.RunId && key.DagId == own.DagId;
    }

    private static string? Keys(FrameValue value)
    {
        var json = value.ToJsonElement();
        return json.ValueKind == JsonValueKind.Object ? new JsonArray([.. json.EnumerateObject().Select(entry => JsonValue.Create(entry.Name))]).ToJsonString() : null;
    }
}
