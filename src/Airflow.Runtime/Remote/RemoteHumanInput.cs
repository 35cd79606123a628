using Airflow.Engine.Execution.Remote;
using Airflow.Engine.HumanInput;

namespace Airflow.Runtime.Remote;

/// <summary>Questions to people, through the api-server.</summary>
internal sealed class RemoteHumanInput(RemoteConnection connection) : IHumanInputStore
{
    public Task<HitlDetail?> FindAsync(Guid taskInstanceId, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.FindAnswer, new NameRequest(taskInstanceId.ToString()), cancellationToken);

    public async Task<HitlDetail> AskAsync(HitlDetail question, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.AskPerson, question, cancellationToken) ?? question;
}
