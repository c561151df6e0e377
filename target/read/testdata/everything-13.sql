--
-- PostgreSQL database dump
--

-- Dumped from database version 13.23
-- Dumped by pg_dump version 13.16 (Debian 13.16-0+deb11u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: My App; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA "My App";


ALTER SCHEMA "My App" OWNER TO postgres;

--
-- Name: mood; Type: TYPE; Schema: My App; Owner: postgres
--

CREATE TYPE "My App".mood AS ENUM (
    'happy',
    'it''s "so"',
    ''
);


ALTER TYPE "My App".mood OWNER TO postgres;

--
-- Name: email; Type: DOMAIN; Schema: public; Owner: postgres
--

CREATE DOMAIN public.email AS text
	CONSTRAINT at CHECK ((VALUE ~ '@'::text));


ALTER DOMAIN public.email OWNER TO postgres;

--
-- Name: point3; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.point3 AS (
	x double precision,
	y numeric(5,2)[],
	label character varying(20)
);


ALTER TYPE public.point3 OWNER TO postgres;

--
-- Name: small; Type: DOMAIN; Schema: public; Owner: postgres
--

CREATE DOMAIN public.small AS smallint NOT NULL DEFAULT 7
	CONSTRAINT small_check CHECK ((VALUE > 0));


ALTER DOMAIN public.small OWNER TO postgres;

--
-- Name: smaller; Type: DOMAIN; Schema: public; Owner: postgres
--

CREATE DOMAIN public.smaller AS public.small DEFAULT 7
	CONSTRAINT smaller_check CHECK (((VALUE)::smallint < 10));


ALTER DOMAIN public.smaller OWNER TO postgres;

--
-- Name: span; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.span AS RANGE (
    subtype = timestamp with time zone
);


ALTER TYPE public.span OWNER TO postgres;

--
-- Name: tags; Type: DOMAIN; Schema: public; Owner: postgres
--

CREATE DOMAIN public.tags AS text[];


ALTER DOMAIN public.tags OWNER TO postgres;

--
-- Name: ev(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.ev() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN END$$;


ALTER FUNCTION public.ev() OWNER TO postgres;

--
-- Name: fill(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.fill() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  -- $$ ; not the end
  IF TG_OP = 'INSERT' THEN NEW.v := upper(NEW.v); END IF;
  SELECT 1 INTO NEW.id;
  RETURN NEW;
END $_$;


ALTER FUNCTION public.fill() OWNER TO postgres;

--
-- Name: whole(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.whole() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN NEW := OLD; RETURN NEW; END$$;


ALTER FUNCTION public.whole() OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: a.b; Type: TABLE; Schema: My App; Owner: postgres
--

CREATE UNLOGGED TABLE "My App"."a.b" (
    "x y" integer
);


ALTER TABLE "My App"."a.b" OWNER TO postgres;

--
-- Name: mat; Type: MATERIALIZED VIEW; Schema: My App; Owner: postgres
--

CREATE MATERIALIZED VIEW "My App".mat AS
 SELECT 1 AS k
  WITH NO DATA;


ALTER TABLE "My App".mat OWNER TO postgres;

--
-- Name: Child; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public."Child" (
    "Id" integer NOT NULL,
    owner_id integer,
    self integer
);


ALTER TABLE public."Child" OWNER TO postgres;

--
-- Name: Child_Id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public."Child_Id_seq"
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public."Child_Id_seq" OWNER TO postgres;

--
-- Name: Child_Id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public."Child_Id_seq" OWNED BY public."Child"."Id";


--
-- Name: base; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.base (
    a integer NOT NULL,
    b text DEFAULT 'base'::text
);

ALTER TABLE ONLY public.base FORCE ROW LEVEL SECURITY;


ALTER TABLE public.base OWNER TO postgres;

--
-- Name: TABLE base; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON TABLE public.base IS 'a; b -- c
\! echo no';


--
-- Name: handmade; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.handmade
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.handmade OWNER TO postgres;

--
-- Name: handmade; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public.handmade OWNED BY public.base.a;


--
-- Name: heir; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.heir (
    b text DEFAULT 'heir'::text,
    c integer
)
INHERITS (public.base);


ALTER TABLE public.heir OWNER TO postgres;

--
-- Name: kinds; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.kinds (
    a smallint,
    b integer,
    c bigint,
    d real,
    e double precision,
    f numeric,
    g numeric(12,3),
    h numeric(5,0)[],
    i boolean,
    j text,
    k character varying,
    l character varying(80),
    m character(7),
    n "char",
    o name,
    p text,
    q bytea,
    r date,
    s time without time zone,
    t time(3) without time zone,
    u time with time zone,
    v timestamp without time zone,
    w timestamp(0) without time zone,
    x timestamp with time zone,
    y timestamp(3) with time zone,
    z interval,
    aa interval day to second(3),
    ab interval(2),
    ac interval year to month,
    ad uuid,
    ae json,
    af jsonb[],
    ag "My App".mood,
    ah "My App".mood[],
    ai inet,
    aj cidr,
    ak macaddr,
    al macaddr8,
    am xml,
    an bit(3),
    ao bit varying(9),
    ap money,
    aq int4range,
    ar public.span,
    as_ tsvector,
    at_ public.point3,
    au public.email,
    av public.smaller,
    aw public.tags,
    ax integer[],
    ay point,
    az oid,
    ba public.email[],
    bb bit(1)
);


ALTER TABLE public.kinds OWNER TO postgres;

--
-- Name: nothing; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.nothing (
);


ALTER TABLE public.nothing OWNER TO postgres;

--
-- Name: shared_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.shared_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.shared_seq OWNER TO postgres;

--
-- Name: owner; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.owner (
    id integer NOT NULL,
    "Select" text DEFAULT 'a, (b) -- c'::text NOT NULL COLLATE pg_catalog."C",
    n integer DEFAULT (1 + (2 * 3)) NOT NULL,
    nothing character varying(9) DEFAULT NULL::character varying,
    total numeric GENERATED ALWAYS AS (((n * 2))::numeric) STORED,
    code text DEFAULT ('X'::text || nextval('public.shared_seq'::regclass)),
    late integer DEFAULT nextval(('public.shared_seq'::text)::regclass),
    CONSTRAINT chk CHECK (((n <> 5) AND ("Select" <> ';'::text))),
    CONSTRAINT owner_n_check CHECK ((n > 0))
);


ALTER TABLE public.owner OWNER TO postgres;

--
-- Name: owner_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

ALTER TABLE public.owner ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.owner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: parted; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.parted (
    id bigint NOT NULL,
    at date NOT NULL,
    v text DEFAULT 'p'::text
)
PARTITION BY RANGE (at);


ALTER TABLE public.parted OWNER TO postgres;

--
-- Name: parted_1; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.parted_1 (
    id bigint NOT NULL,
    at date NOT NULL,
    v text DEFAULT 'p'::text
);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.parted_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');


ALTER TABLE public.parted_1 OWNER TO postgres;

--
-- Name: parted_d; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.parted_d (
    id bigint NOT NULL,
    at date NOT NULL,
    v text DEFAULT 'p'::text
)
PARTITION BY LIST (at);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.parted_d DEFAULT;


ALTER TABLE public.parted_d OWNER TO postgres;

--
-- Name: seen; Type: VIEW; Schema: public; Owner: postgres
--

CREATE VIEW public.seen AS
 SELECT 1 AS k;


ALTER TABLE public.seen OWNER TO postgres;

--
-- Name: typed; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.typed OF public.point3 (
    x DEFAULT 1 NOT NULL
);


ALTER TABLE public.typed OWNER TO postgres;

--
-- Name: Child Id; Type: DEFAULT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public."Child" ALTER COLUMN "Id" SET DEFAULT nextval('public."Child_Id_seq"'::regclass);


--
-- Name: Child Child_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public."Child"
    ADD CONSTRAINT "Child_pkey" PRIMARY KEY ("Id");


--
-- Name: owner ex; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.owner
    ADD CONSTRAINT ex EXCLUDE USING btree (n WITH =);


--
-- Name: owner owner_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.owner
    ADD CONSTRAINT owner_pkey PRIMARY KEY (id);


--
-- Name: parted parted_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.parted
    ADD CONSTRAINT parted_pkey PRIMARY KEY (id, at);


--
-- Name: parted_1 parted_1_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.parted_1
    ADD CONSTRAINT parted_1_pkey PRIMARY KEY (id, at);


--
-- Name: parted_d parted_d_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.parted_d
    ADD CONSTRAINT parted_d_pkey PRIMARY KEY (id, at);


--
-- Name: owner two "things"; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.owner
    ADD CONSTRAINT "two ""things""" UNIQUE (n, "Select") DEFERRABLE INITIALLY DEFERRED;


--
-- Name: child_expr; Type: INDEX; Schema: public; Owner: postgres
--

CREATE UNIQUE INDEX child_expr ON public."Child" USING btree (((owner_id + 1)), self);


--
-- Name: child_some; Type: INDEX; Schema: public; Owner: postgres
--

CREATE UNIQUE INDEX child_some ON public."Child" USING btree (owner_id) WHERE (self IS NULL);


--
-- Name: plain; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX plain ON public."Child" USING btree (self);


--
-- Name: parted_1_pkey; Type: INDEX ATTACH; Schema: public; Owner: postgres
--

ALTER INDEX public.parted_pkey ATTACH PARTITION public.parted_1_pkey;


--
-- Name: parted_d_pkey; Type: INDEX ATTACH; Schema: public; Owner: postgres
--

ALTER INDEX public.parted_pkey ATTACH PARTITION public.parted_d_pkey;


--
-- Name: base quiet; Type: RULE; Schema: public; Owner: postgres
--

CREATE RULE quiet AS
    ON INSERT TO public.base
   WHERE (new.a < 0) DO INSTEAD NOTHING;


--
-- Name: parted b_fill; Type: TRIGGER; Schema: public; Owner: postgres
--

CREATE TRIGGER b_fill BEFORE INSERT OR UPDATE ON public.parted FOR EACH ROW WHEN ((new.v IS NOT NULL)) EXECUTE FUNCTION public.fill();


--
-- Name: owner late; Type: TRIGGER; Schema: public; Owner: postgres
--

CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.owner DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.whole();

ALTER TABLE public.owner ENABLE ALWAYS TRIGGER late;


--
-- Name: owner off; Type: TRIGGER; Schema: public; Owner: postgres
--

CREATE TRIGGER off BEFORE DELETE ON public.owner FOR EACH STATEMENT EXECUTE FUNCTION public.whole();

ALTER TABLE public.owner DISABLE TRIGGER off;


--
-- Name: kinds tsv; Type: TRIGGER; Schema: public; Owner: postgres
--

CREATE TRIGGER tsv BEFORE INSERT ON public.kinds FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('as_', 'pg_catalog.english', 'j');


--
-- Name: Child Child_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public."Child"
    ADD CONSTRAINT "Child_owner_id_fkey" FOREIGN KEY (owner_id) REFERENCES public.owner(id) ON DELETE CASCADE DEFERRABLE;


--
-- Name: Child self_fk; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public."Child"
    ADD CONSTRAINT self_fk FOREIGN KEY (self) REFERENCES public."Child"("Id") NOT VALID;


--
-- Name: base; Type: ROW SECURITY; Schema: public; Owner: postgres
--

ALTER TABLE public.base ENABLE ROW LEVEL SECURITY;

--
-- Name: base p; Type: POLICY; Schema: public; Owner: postgres
--

CREATE POLICY p ON public.base USING ((a > 0));


--
-- Name: ddl; Type: EVENT TRIGGER; Schema: -; Owner: postgres
--

CREATE EVENT TRIGGER ddl ON ddl_command_start
   EXECUTE FUNCTION public.ev();


ALTER EVENT TRIGGER ddl OWNER TO postgres;

--
-- PostgreSQL database dump complete
--

