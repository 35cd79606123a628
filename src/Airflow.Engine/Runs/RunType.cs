namespace Airflow.Engine.Runs;

/// <summary>What made a dag run.</summary>
public enum RunType
{
    Manual,
    Scheduled,
    Backfill,
    AssetTriggered,
    AssetMaterialization,
    OperatorTriggered,
}
