using System.Buffers;
using System.Text;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using SQLitePCL;

namespace Airflow.Storage.Sqlite;

/// <summary>
/// A prepared statement. Values are bound one after the other, in the order in which the parameters first occur in the text: on the hot
/// path that saves a look-up by name for each. A parameter that was forgotten is an error, not a null.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string _path;
    private readonly int _parameters;
    private int _bound;

    public SqliteStatement(sqlite3 database, string sql, string path)
    {
        _database = database;
        _path = path;
        if (raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement) != raw.SQLITE_OK)
        {
            throw SqliteErrors.From(database, path);
        }

        _parameters = raw.sqlite3_bind_parameter_count(_statement);
        Row = new SqliteRow(_statement);
    }

    /// <summary>The row that <see cref="Step"/> moved to.</summary>
    public SqliteRow Row { get; }

    /// <summary>The names of the parameters without their @, in order.</summary>
    public string[] ParameterNames()
    {
        var names = new string[_parameters];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = raw.sqlite3_bind_parameter_name(_statement, i + 1).utf8_to_string()[1..];
        }

        return names;
    }

    public SqliteStatement Text(string? value)
    {
        if (value is null)
        {
            return Null();
        }

        var length = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (length <= 512)
        {
            Span<byte> buffer = stackalloc byte[length];
            return Utf8(buffer[..Encoding.UTF8.GetBytes(value, buffer)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return Utf8(rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public SqliteStatement Long(long? value) =>
        value is { } number ? Checked(raw.sqlite3_bind_int64(_statement, ++_bound, number)) : Null();

    public SqliteStatement Double(double? value) =>
        value is { } number ? Checked(raw.sqlite3_bind_double(_statement, ++_bound, number)) : Null();

    public SqliteStatement Time(DateTimeOffset? value)
    {
        if (value is not { } time)
        {
            return Null();
        }

        Span<byte> text = stackalloc byte[SqliteTime.Length];
        SqliteTime.Format(time, text);
        return Utf8(text);
    }

    public SqliteStatement Id(Guid? value)
    {
        if (value is not { } id)
        {
            return Null();
        }

        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        return Utf8(text);
    }

    public SqliteStatement State(TaskState value) => Text(value.Name());

    public SqliteStatement State(RunState value) => Text(value.Name());

    public SqliteStatement Bytes(ReadOnlySpan<byte> value) => Checked(
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, ++_bound, 0) : raw.sqlite3_bind_blob(_statement, ++_bound, value));

    public SqliteStatement Null() => Checked(raw.sqlite3_bind_null(_statement, ++_bound));

    /// <summary>Binds any value that a session takes.</summary>
    public SqliteStatement Value(object? value) => value switch
    {
        null => Null(),
        string text => Text(text),
        int number => Long(number),
        long number => Long(number),
        bool flag => Long(flag ? 1 : 0),
        double number => Double(number),
        Guid id => Id(id),
        DateTimeOffset time => Time(time),
        byte[] bytes => Bytes(bytes),
        ReadOnlyMemory<byte> bytes => Bytes(bytes.Span),
        _ => throw new ArgumentException($"A {value.GetType()} cannot be an argument of a statement.", nameof(value)),
    };

    /// <summary>Runs the statement to its end; returns the number of rows that it changed.</summary>
    public int Run()
    {
        while (Step())
        {
            // rows of a statement that is run for its effect
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>Whether there is at least one row.</summary>
    public bool RunAny()
    {
        var any = Step();
        Reset();
        return any;
    }

    /// <summary>Moves to the next row; at the end, or on an error, the statement is ready to be bound anew.</summary>
    public bool Step()
    {
        if (_bound != _parameters)
        {
            var bound = _bound;
            Reset();
            throw new InvalidOperationException($"The statement has {_parameters} parameters, and {bound} were bound.");
        }

        switch (raw.sqlite3_step(_statement))
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                Reset();
                return false;
            default:
                var error = SqliteErrors.From(_database, _path);
                Reset();
                throw error;
        }
    }

    public void Reset()
    {
        _bound = 0;
        _ = raw.sqlite3_reset(_statement);
    }

    public void Dispose() => _statement.Dispose();

    // an empty span has no address, which SQLite would take for null
    private SqliteStatement Utf8(ReadOnlySpan<byte> text) => Checked(
        text.IsEmpty ? raw.sqlite3_bind_text(_statement, ++_bound, "") : raw.sqlite3_bind_text(_statement, ++_bound, text));

    private SqliteStatement Checked(int result)
    {
        if (result == raw.SQLITE_OK)
        {
            return this;
        }

        var error = SqliteErrors.From(_database, _path);
        Reset();
        throw error;
    }
}
