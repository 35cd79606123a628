namespace Airflow.Engine.Execution.Remote;

using System.Text.Json.Serialization;
using Airflow.Engine.Assets;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

/// <summary>The JSON of the calls between our workers and servers.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinAnswer))]
[JsonSerializable(typeof(WorkerRecord))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ClaimAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ClaimRequest>))]
[JsonSerializable(typeof(IReadOnlyList<ClaimAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<FinishRequest>))]
[JsonSerializable(typeof(IReadOnlyList<bool>))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(IReadOnlyList<Guid>))]
[JsonSerializable(typeof(FinishRequest))]
[JsonSerializable(typeof(XComRequest))]
[JsonSerializable(typeof(NameRequest))]
[JsonSerializable(typeof(VariableRequest))]
[JsonSerializable(typeof(FieldsRequest))]
[JsonSerializable(typeof(TriggerRequest))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(TaskValueRequest))]
[JsonSerializable(typeof(AssetValueRequest))]
[JsonSerializable(typeof(NumberRequest))]
[JsonSerializable(typeof(RemoteError))]
[JsonSerializable(typeof(XComElement?))]
[JsonSerializable(typeof(IReadOnlyList<XCom>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Connection))]
[JsonSerializable(typeof(RunCreation))]
[JsonSerializable(typeof(RunFilter))]
[JsonSerializable(typeof(IReadOnlyList<DagRun>))]
[JsonSerializable(typeof(IReadOnlyList<TaskInstance>))]
[JsonSerializable(typeof(DagRecord))]
[JsonSerializable(typeof(AssetEventFilter))]
[JsonSerializable(typeof(IReadOnlyList<AssetRecord>))]
[JsonSerializable(typeof(IReadOnlyList<AssetEventRecord>))]
[JsonSerializable(typeof(IReadOnlyList<AssetKey>))]
[JsonSerializable(typeof(HitlDetail))]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
public sealed partial class RemoteJson : JsonSerializerContext;
