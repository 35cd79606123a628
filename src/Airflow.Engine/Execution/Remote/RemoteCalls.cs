namespace Airflow.Engine.Execution.Remote;

using Airflow.Engine.Assets;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using static Airflow.Engine.Execution.Remote.RemoteJson;

/// <summary>Every call between our workers and an api-server: what both sides agree on.</summary>
public static class RemoteCalls
{
    /// <summary>Counts up when the calls change so that older ones are no longer understood.</summary>
    public const int Protocol = 2;

    /// <summary>Where the calls are.</summary>
    public const string Prefix = "/execution/airflow-net";

    public static RemoteCall<JoinRequest, JoinAnswer> Join { get; } = new("join", Default.JoinRequest, Default.JoinAnswer);

    public static RemoteCall<StartRequest, TaskStart> Start { get; } = new("start", Default.StartRequest, Default.TaskStart);
    public static RemoteCall<ClaimRequest, ClaimAnswer> Claim { get; } = new("claim", Default.ClaimRequest, Default.ClaimAnswer);
    /// <summary>Several at once, answered in their order.</summary>
    public static RemoteCall<IReadOnlyList<ClaimRequest>, IReadOnlyList<ClaimAnswer>> ClaimMany { get; } = new("claim-many", Default.IReadOnlyListClaimRequest, Default.IReadOnlyListClaimAnswer);
    public static RemoteCall<HeartbeatRequest, IReadOnlyList<Guid>> Heartbeat { get; } = new("heartbeat", Default.HeartbeatRequest, Default.IReadOnlyListGuid);
    public static RemoteCall<FinishRequest, bool> Finish { get; } = new("finish", Default.FinishRequest, Default.Boolean);
    /// <summary>Several at once, answered in their order.</summary>
    public static RemoteCall<IReadOnlyList<FinishRequest>, IReadOnlyList<bool>> FinishMany { get; } = new("finish-many", Default.IReadOnlyListFinishRequest, Default.IReadOnlyListBoolean);

    public static RemoteCall<WorkerRecord, bool> ReportWorker { get; } = new("worker/report", Default.WorkerRecord, Default.Boolean);

    public static RemoteCall<XComRequest, XCom> GetXCom { get; } = new("xcom/get", Default.XComRequest, Default.XCom);
    public static RemoteCall<XComRequest, XComElement?> GetXComElement { get; } = new("xcom/element", Default.XComRequest, Default.NullableXComElement);
    public static RemoteCall<XComRequest, IReadOnlyList<XCom>> ListXComs { get; } = new("xcom/list", Default.XComRequest, Default.IReadOnlyListXCom);
    public static RemoteCall<XComRequest, int> CountXComs { get; } = new("xcom/count", Default.XComRequest, Default.Int32);
    public static RemoteCall<XComRequest, XCom> GetXComAt { get; } = new("xcom/at", Default.XComRequest, Default.XCom);
    public static RemoteCall<XCom, bool> SetXCom { get; } = new("xcom/set", Default.XCom, Default.Boolean);
    public static RemoteCall<XComRequest, bool> DeleteXCom { get; } = new("xcom/delete", Default.XComRequest, Default.Boolean);

    public static RemoteCall<NameRequest, string> GetVariable { get; } = new("variable/get", Default.NameRequest, Default.String);
    public static RemoteCall<NameRequest, IReadOnlyList<string>> ListVariableKeys { get; } = new("variable/keys", Default.NameRequest, Default.IReadOnlyListString);
    public static RemoteCall<VariableRequest, bool> SetVariable { get; } = new("variable/set", Default.VariableRequest, Default.Boolean);
    public static RemoteCall<NameRequest, bool> DeleteVariable { get; } = new("variable/delete", Default.NameRequest, Default.Boolean);
    public static RemoteCall<NameRequest, Connection> GetConnection { get; } = new("connection/get", Default.NameRequest, Default.Connection);

    public static RemoteCall<FieldsRequest, bool> SetRenderedFields { get; } = new("rendered-fields", Default.FieldsRequest, Default.Boolean);
    public static RemoteCall<TriggerRequest, RunCreation> TriggerRun { get; } = new("run/trigger", Default.TriggerRequest, Default.RunCreation);
    public static RemoteCall<RunRequest, DagRun> FindRun { get; } = new("run/get", Default.RunRequest, Default.DagRun);
    public static RemoteCall<RunFilter, IReadOnlyList<DagRun>> ListRuns { get; } = new("run/list", Default.RunFilter, Default.IReadOnlyListDagRun);
    public static RemoteCall<RunRequest, IReadOnlyList<TaskInstance>> ListTaskInstances { get; } = new("run/tasks", Default.RunRequest, Default.IReadOnlyListTaskInstance);

    public static RemoteCall<NameRequest, DagRecord> FindDag { get; } = new("dag/get", Default.NameRequest, Default.DagRecord);
    public static RemoteCall<NameRequest, AssetRecord> FindAssetByName { get; } = new("asset/by-name", Default.NameRequest, Default.AssetRecord);
    public static RemoteCall<NameRequest, AssetRecord> FindAssetByUri { get; } = new("asset/by-uri", Default.NameRequest, Default.AssetRecord);
    public static RemoteCall<NameRequest, IReadOnlyList<AssetRecord>> ListAssetsByAlias { get; } = new("asset/by-alias", Default.NameRequest, Default.IReadOnlyListAssetRecord);
    public static RemoteCall<AssetEventFilter, IReadOnlyList<AssetEventRecord>> ListAssetEvents { get; } =
        new("asset/events", Default.AssetEventFilter, Default.IReadOnlyListAssetEventRecord);
    public static RemoteCall<NumberRequest, IReadOnlyList<AssetEventRecord>> ListConsumed { get; } =
        new("asset/consumed", Default.NumberRequest, Default.IReadOnlyListAssetEventRecord);
    public static RemoteCall<TaskValueRequest, IReadOnlyList<AssetKey>> ListInactiveAssets { get; } =
        new("asset/inactive", Default.TaskValueRequest, Default.IReadOnlyListAssetKey);

    public static RemoteCall<AssetValueRequest, string> FindAssetValue { get; } = new("asset-value/get", Default.AssetValueRequest, Default.String);
    public static RemoteCall<AssetValueRequest, bool> SaveAssetValue { get; } = new("asset-value/set", Default.AssetValueRequest, Default.Boolean);
    public static RemoteCall<AssetValueRequest, bool> DeleteAssetValue { get; } = new("asset-value/delete", Default.AssetValueRequest, Default.Boolean);
    public static RemoteCall<AssetValueRequest, int> ClearAssetValues { get; } = new("asset-value/clear", Default.AssetValueRequest, Default.Int32);
    public static RemoteCall<TaskValueRequest, string> FindTaskValue { get; } = new("task-value/get", Default.TaskValueRequest, Default.String);
    public static RemoteCall<TaskValueRequest, bool> SaveTaskValue { get; } = new("task-value/set", Default.TaskValueRequest, Default.Boolean);
    public static RemoteCall<TaskValueRequest, bool> DeleteTaskValue { get; } = new("task-value/delete", Default.TaskValueRequest, Default.Boolean);
    public static RemoteCall<TaskValueRequest, int> ClearTaskValues { get; } = new("task-value/clear", Default.TaskValueRequest, Default.Int32);

    public static RemoteCall<HitlDetail, HitlDetail> AskPerson { get; } = new("hitl/ask", Default.HitlDetail, Default.HitlDetail);
    public static RemoteCall<NameRequest, HitlDetail> FindAnswer { get; } = new("hitl/get", Default.NameRequest, Default.HitlDetail);
}
