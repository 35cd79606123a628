using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.HumanInput;
using Airflow.Engine.StateStores;

namespace Airflow.Engine.Execution;

/// <summary>What a running task may look up or keep beside its XComs, variables and connections.</summary>
public sealed record TaskResources(IDagLookup Dags, IAssetLookup Assets, IAssetStateStore AssetStates, ITaskStateStore TaskStates, IHumanInputStore HumanInput);
