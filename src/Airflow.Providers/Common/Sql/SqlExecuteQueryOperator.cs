using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Airflow.Providers.Common.Sql;

/// <summary>Executes SQL on the database of a connection. The rows of the last statement are the result.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.common.sql.operators.sql", OperatorName = "SQLExecuteQueryOperator", UiColor = "#cdaaed", TemplateExtensions = [".sql", ".json"])]
public sealed partial class SqlExecuteQueryOperator(string taskId) : Operator(taskId)
{
    /// <summary>The SQL: one text or several; a text that ends with <c>.sql</c> is the name of a file beside the DAG file.</summary>
    [TemplateField(Renderer = "sql")]
    public SqlText? Sql { get; init; }

    /// <summary>Connection of the database.</summary>
    /// <value>Default: the default arguments' <c>ConnId</c>.</value>
    [TemplateField]
    public string? ConnId { get; init; }

    /// <summary>Values for the placeholders of the SQL, by name: <c>@id</c>, on SQLite and PostgreSQL also <c>:id</c>.</summary>
    /// <value>Default: none.</value>
    [TemplateField(Renderer = "json")]
    public IReadOnlyDictionary<string, object?>? Parameters { get; init; }

    /// <summary>Database to use instead of the connection's own.</summary>
    /// <value>Default: the connection's.</value>
    public string? Database { get; init; }

    /// <summary>Whether each statement is committed by itself; otherwise all of them are, or none is.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Autocommit { get; init; }

    /// <summary>Whether a text with several statements is cut at its semicolons and each is executed, and gives its rows, by itself.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SplitStatements { get; init; }

    /// <summary>Whether only the rows of the last statement are the result; otherwise it is a list of the rows of each.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ReturnLast { get; init; } = true;

    /// <summary>What becomes of the rows of a statement; <see langword="null"/> drops them.</summary>
    /// <value>Default: <see cref="SqlHandlers.FetchAll"/>.</value>
    public Func<DbDataReader, CancellationToken, Task<object?>>? Handler { get; init; } = SqlHandlers.FetchAll;

    /// <summary>The rows as records, for later tasks; sets nothing, so choose <see cref="SqlHandlers.FetchRecords"/> as the <see cref="Handler"/>.</summary>
    /// <typeparam name="T">Type of a row.</typeparam>
    /// <returns>The input.</returns>
    public ITaskOutput<IReadOnlyList<T>> Rows<T>() => Output<IReadOnlyList<T>>();

    /// <inheritdoc/>
    protected override async ValueTask<TaskOutcome> ExecuteAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrEmpty(ConnId))
        {
            throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has no ConnId, nor have the default arguments.");
        }

        var texts = (Sql ?? throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has no Sql.")).Select(part => part.Text ?? "");
        var statements = (SplitStatements ? texts.SelectMany(SqlSplitter.Split) : texts.Select(text => text.Trim())).Where(text => text.Length > 0).ToList();
        if (statements.Count == 0)
        {
            throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}': its Sql holds no statement.");
        }

        await using var database = await DbApiHook.OpenAsync(context, ConnId, Database);
        await using var transaction = Autocommit ? null : await database.BeginTransactionAsync(context.CancellationToken);
        List<object?> results = [];
        foreach (var statement in statements)
        {
            results.Add(await ExecuteStatementAsync(database, transaction, statement, context));
        }

        if (transaction is not null)
        {
            await transaction.CommitAsync(context.CancellationToken);
        }

        return TaskOutcome.Success(ReturnLast ? results[^1] : results);
    }

    private async Task<object?> ExecuteStatementAsync(DbConnection database, DbTransaction? transaction, string statement, TaskContext context)
    {
        Log.Running(context.Logger, statement);
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // the SQL is the DAG author's own; values go through Parameters
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in Parameters ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(context.CancellationToken);
        var result = Handler is not null && reader.FieldCount > 0 ? await Handler(reader, context.CancellationToken) : null;
        while (await reader.NextResultAsync(context.CancellationToken))
        {
            if (Handler is not null && reader.FieldCount > 0)
            {
                result = await Handler(reader, context.CancellationToken);
            }
        }

        Log.Affected(context.Logger, reader.RecordsAffected);
        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(5101, LogLevel.Information, "Running statement: {Statement}")]
        public static partial void Running(ILogger logger, string statement);

        [LoggerMessage(5102, LogLevel.Information, "Rows affected: {Rows}")]
        public static partial void Affected(ILogger logger, int rows);
    }
}
