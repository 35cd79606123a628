namespace Airflow.Server.Api.Deploying;

/// <summary>What is wrong with a DAG file, and where.</summary>
internal sealed record DeployProblemResponse(string File, int? Line, int? Column, string Code, string Message, string Detail, bool IsError);
