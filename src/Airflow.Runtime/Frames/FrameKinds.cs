using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Frames;

/// <summary>The kinds of messages by the name in their type key.</summary>
internal static class FrameKinds
{
    /// <summary>An empty message of that kind, to be filled; null when the kind is not known.</summary>
    public static FrameMessage? Create(string type) => Request(type) ?? Reply(type) ?? Own(type);

    /// <summary>What only our own runtimes send and get.</summary>
    private static FrameMessage? Own(string type) => type switch
    {
        "GetXComElement" => new GetXComElement(),
        "RunCallback" => new RunCallback(),
        _ => null,
    };

    private static FrameMessage? Request(string type) => type switch
    {
        "AwaitInputTask" => new AwaitInputTask(),
        "ClearAssetStateStoreByName" => new ClearAssetStateStoreByName(),
        "ClearAssetStateStoreByUri" => new ClearAssetStateStoreByUri(),
        "ClearTaskStateStore" => new ClearTaskStateStore(),
        "CreateHITLDetailPayload" => new CreateHITLDetailPayload(),
        "DagFileParsingResult" => new DagFileParsingResult(),
        "DeferTask" => new DeferTask(),
        "DeleteAssetStateStoreByName" => new DeleteAssetStateStoreByName(),
        "DeleteAssetStateStoreByUri" => new DeleteAssetStateStoreByUri(),
        "DeleteTaskStateStore" => new DeleteTaskStateStore(),
        "DeleteVariable" => new DeleteVariable(),
        "DeleteXCom" => new DeleteXCom(),
        "GetAssetByName" => new GetAssetByName(),
        "GetAssetByUri" => new GetAssetByUri(),
        "GetAssetEventByAsset" => new GetAssetEventByAsset(),
        "GetAssetEventByAssetAlias" => new GetAssetEventByAssetAlias(),
        "GetAssetStateStoreByName" => new GetAssetStateStoreByName(),
        "GetAssetStateStoreByUri" => new GetAssetStateStoreByUri(),
        "GetAssetsByAlias" => new GetAssetsByAlias(),
        "GetConnection" => new GetConnection(),
        "GetDRCount" => new GetDRCount(),
        "GetDag" => new GetDag(),
        "GetDagRun" => new GetDagRun(),
        "GetDagRunState" => new GetDagRunState(),
        "GetHITLDetailResponse" => new GetHITLDetailResponse(),
        "GetPrevSuccessfulDagRun" => new GetPrevSuccessfulDagRun(),
        "GetPreviousDagRun" => new GetPreviousDagRun(),
        "GetPreviousTI" => new GetPreviousTI(),
        "GetTICount" => new GetTICount(),
        "GetTaskBreadcrumbs" => new GetTaskBreadcrumbs(),
        "GetTaskRescheduleStartDate" => new GetTaskRescheduleStartDate(),
        "GetTaskStateStore" => new GetTaskStateStore(),
        "GetTaskStates" => new GetTaskStates(),
        "GetVariable" => new GetVariable(),
        "GetVariableKeys" => new GetVariableKeys(),
        "GetXCom" => new GetXCom(),
        "GetXComCount" => new GetXComCount(),
        "GetXComSequenceItem" => new GetXComSequenceItem(),
        "GetXComSequenceSlice" => new GetXComSequenceSlice(),
        "MaskSecret" => new MaskSecret(),
        "PutVariable" => new PutVariable(),
        "RuntimeReady" => new RuntimeReady(),
        "RescheduleTask" => new RescheduleTask(),
        "ResendLoggingFD" => new ResendLoggingFD(),
        "RetryTask" => new RetryTask(),
        "SetAssetStateStoreByName" => new SetAssetStateStoreByName(),
        "SetAssetStateStoreByUri" => new SetAssetStateStoreByUri(),
        "SetRenderedFields" => new SetRenderedFields(),
        "SetRenderedMapIndex" => new SetRenderedMapIndex(),
        "SetTaskStateStore" => new SetTaskStateStore(),
        "SetXCom" => new SetXCom(),
        "SkipDownstreamTasks" => new SkipDownstreamTasks(),
        "SucceedTask" => new SucceedTask(),
        "TaskState" => new TaskState(),
        "TriggerDagRun" => new TriggerDagRun(),
        "UpdateHITLDetail" => new UpdateHITLDetail(),
        "ValidateInletsAndOutlets" => new ValidateInletsAndOutlets(),
        _ => null,
    };

    private static FrameMessage? Reply(string type) => type switch
    {
        "AssetEventsResult" => new AssetEventsResult(),
        "AssetResult" => new AssetResult(),
        "AssetStateStoreResult" => new AssetStateStoreResult(),
        "AssetsByAliasResult" => new AssetsByAliasResult(),
        "ConnectionResult" => new ConnectionResult(),
        "DRCount" => new DRCount(),
        "DagCallbackRequest" => new DagCallbackRequest(),
        "DagFileParseRequest" => new DagFileParseRequest(),
        "DagResult" => new DagResult(),
        "DagRunResult" => new DagRunResult(),
        "DagRunStateResult" => new DagRunStateResult(),
        "EmailRequest" => new EmailRequest(),
        "ErrorResponse" => new ErrorResponse(),
        "HITLDetailRequestResult" => new HITLDetailRequestResult(),
        "InactiveAssetsResult" => new InactiveAssetsResult(),
        "OKResponse" => new OKResponse(),
        "PrevSuccessfulDagRunResult" => new PrevSuccessfulDagRunResult(),
        "PreviousDagRunResult" => new PreviousDagRunResult(),
        "PreviousTIResult" => new PreviousTIResult(),
        "SentFDs" => new SentFDs(),
        "StartupDetails" => new StartupDetails(),
        "TICount" => new TICount(),
        "TaskBreadcrumbsResult" => new TaskBreadcrumbsResult(),
        "TaskCallbackRequest" => new TaskCallbackRequest(),
        "TaskRescheduleStartDate" => new TaskRescheduleStartDate(),
        "TaskStateStoreResult" => new TaskStateStoreResult(),
        "TaskStatesResult" => new TaskStatesResult(),
        "VariableKeysResult" => new VariableKeysResult(),
        "VariableResult" => new VariableResult(),
        "XComCountResponse" => new XComCountResponse(),
        "XComResult" => new XComResult(),
        "XComSequenceIndexResult" => new XComSequenceIndexResult(),
        "XComSequenceSliceResult" => new XComSequenceSliceResult(),
        _ => null,
    };
}
