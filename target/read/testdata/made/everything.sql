CREATE SCHEMA "My App";
CREATE EXTENSION citext WITH SCHEMA public;
CREATE TYPE "My App".mood AS ENUM ('happy', 'it''s "so"', '');
CREATE TYPE public.point3 AS (x double precision, y numeric(5,2)[], label character varying(20));
CREATE TYPE public.span AS RANGE (subtype = timestamp with time zone);
CREATE DOMAIN public.email AS public.citext CONSTRAINT at CHECK (VALUE ~ '@');
CREATE DOMAIN public.small AS smallint DEFAULT 7 NOT NULL CHECK (VALUE > 0);
CREATE DOMAIN public.smaller AS public.small CHECK (VALUE < 10);
CREATE DOMAIN public.tags AS text[];
CREATE SEQUENCE public.shared_seq;
CREATE TABLE public.kinds (
  a smallint, b integer, c bigint, d real, e double precision, f numeric, g numeric(12,3), h numeric(5,0)[],
  i boolean, j text, k character varying, l character varying(80), m character(7), n "char", o name, p public.citext,
  q bytea, r date, s time without time zone, t time(3) without time zone, u time with time zone, v timestamp without time zone,
  w timestamp(0) without time zone, x timestamp with time zone, y timestamp(3) with time zone, z interval,
  aa interval day to second(3), ab interval(2), ac interval year to month, ad uuid, ae json, af jsonb[], ag "My App".mood, ah "My App".mood[],
  ai inet, aj cidr, ak macaddr, al macaddr8, am xml, an bit(3), ao bit varying(9), ap money, aq int4range, ar public.span, as_ tsvector,
  at_ public.point3, au public.email, av public.smaller, aw public.tags, ax integer[][], ay point, az oid, ba public.email[], bb bit
);
CREATE TABLE public.owner (
  id integer GENERATED ALWAYS AS IDENTITY,
  "Select" text DEFAULT 'a, (b) -- c' COLLATE "C" NOT NULL,
  n integer DEFAULT 1 + (2 * 3) NOT NULL CHECK (n > 0),
  nothing character varying(9) DEFAULT NULL::character varying,
  total numeric GENERATED ALWAYS AS ((n * 2)::numeric) STORED,
  code text DEFAULT ('X' || nextval('public.shared_seq'::regclass)),
  late integer DEFAULT nextval(('public.shared_seq'::text)::regclass),
  CONSTRAINT owner_pkey PRIMARY KEY (id),
  CONSTRAINT "two ""things""" UNIQUE (n, "Select") DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT chk CHECK (n <> 5 AND "Select" <> ';'),
  CONSTRAINT ex EXCLUDE USING btree (n WITH =)
);
CREATE TABLE public."Child" (
  "Id" serial PRIMARY KEY,
  owner_id integer REFERENCES public.owner(id) ON DELETE CASCADE DEFERRABLE,
  self integer
);
ALTER TABLE public."Child" ADD CONSTRAINT self_fk FOREIGN KEY (self) REFERENCES public."Child" NOT VALID;
CREATE UNIQUE INDEX child_some ON public."Child" (owner_id) WHERE self IS NULL;
CREATE UNIQUE INDEX child_expr ON public."Child" ((owner_id + 1), self);
CREATE INDEX plain ON public."Child" (self);
CREATE TABLE public.parted (id bigint NOT NULL, at date NOT NULL, v text DEFAULT 'p', PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE public.parted_1 PARTITION OF public.parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.parted_d PARTITION OF public.parted DEFAULT PARTITION BY LIST (at);
CREATE TABLE public.base (a integer NOT NULL, b text DEFAULT 'base');
CREATE TABLE public.heir (b text DEFAULT 'heir', c integer) INHERITS (public.base);
CREATE TABLE public.typed OF public.point3 (x WITH OPTIONS NOT NULL DEFAULT 1);
CREATE UNLOGGED TABLE "My App"."a.b" ("x y" integer);
CREATE TABLE public.nothing ();
CREATE VIEW public.seen AS SELECT 1 AS k;
CREATE MATERIALIZED VIEW "My App".mat AS SELECT 1 AS k;
CREATE FUNCTION public.fill() RETURNS trigger LANGUAGE plpgsql AS $_$
BEGIN
  -- $$ ; not the end
  IF TG_OP = 'INSERT' THEN NEW.v := upper(NEW.v); END IF;
  SELECT 1 INTO NEW.id;
  RETURN NEW;
END $_$;
CREATE FUNCTION public.whole() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW := OLD; RETURN NEW; END';
CREATE FUNCTION public.atomic(x integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN x > 1 THEN 2 ELSE 3 END; SELECT 4; END;
CREATE TRIGGER b_fill BEFORE INSERT OR UPDATE ON public.parted FOR EACH ROW WHEN (NEW.v IS NOT NULL) EXECUTE FUNCTION public.fill();
CREATE TRIGGER tsv BEFORE INSERT ON public.kinds FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('as_', 'pg_catalog.english', 'j');
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.owner DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.whole();
ALTER TABLE public.owner ENABLE ALWAYS TRIGGER late;
CREATE TRIGGER off BEFORE DELETE ON public.owner FOR EACH STATEMENT EXECUTE FUNCTION public.whole();
ALTER TABLE public.owner DISABLE TRIGGER off;
CREATE RULE quiet AS ON INSERT TO public.base WHERE new.a < 0 DO INSTEAD NOTHING;
ALTER TABLE public.base ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.base FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON public.base USING (a > 0);
CREATE FUNCTION public.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER ddl ON ddl_command_start EXECUTE FUNCTION public.ev();
COMMENT ON TABLE public.base IS 'a; b -- c
\! echo no';
CREATE SEQUENCE public.handmade OWNED BY public.base.a;
