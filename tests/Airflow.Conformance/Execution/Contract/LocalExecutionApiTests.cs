using Airflow.Engine.Execution;

namespace Airflow.Conformance.Execution.Contract;

public sealed class LocalExecutionApiTests : ExecutionApiContract
{
    private protected override IExecutionApi OpenApi() => Server.Api;

    private protected override TaskResources OpenResources() => Server.Resources;
}
